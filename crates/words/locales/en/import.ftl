# A list of tasks that comes in
import = Import a list
import-said = Upload a table, or paste a list with its units in brackets. You see which tasks were found, and what could not be mapped and why; those you choose become drafts of this side, and leave only when cleared.
import-paste = Or paste the list here
import-found = { $count ->
    [one] 1 task found
   *[other] { $count } tasks found
}
import-take = Take it
import-keep = Keep as drafts
import-keep-said = own side only; nothing is sent yet
import-left = Not mapped
import-stood = As it stands
import-why = Why
import-heading = A heading: it names the theme of the tasks below it
import-no-task = It has no number and no bracket with units
import-no-words = A number without words
import-no-head = The table has no column called measure or task
import-no-measure = The row has no measure
import-too-long = It is too long for one task
import-no-area = No area is named; please choose one.
import-unknown-area = “{ $said }” is no area of the agreement; please choose one.
import-unknown-carried = No item “{ $said }” was carried over into this year.
import-like = It looks like { $item }, which was carried over, and names it; take that out if it is another: { $said }
import-bracket-left = The bracket at the end does not look like units, and stays in the text.
import-no-units = No unit is named.
import-collective = These stand for several units and should be named: { $said }
import-beside = The act has no field for this, so it stands in the text: { $said }
