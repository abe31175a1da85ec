# Search
search = Search
search-label = Search the agreement, key work, opinions, minutes and letters
search-find = Search
search-agreement = The agreement
search-task = Key work
search-opinion = Opinions
search-meeting = Meetings and minutes
search-letter = Letters
search-other = Other acts on record
search-inside = Within this side
search-draft = Draft
search-answer = Answer of one of our departments
search-nothing-typed = Type the words to look for.
search-no-words = What was typed has no words to look for.
search-none = Nothing was found for “{ $typed }”.
search-more = { $count } in all; show more
search-cut = What was typed is very long; only its beginning was looked for.
search-off = The index of texts cannot be used at present; the texts on record were not searched.
search-left = { $count ->
    [one] One act is not in the index yet; it can be found a little later.
   *[other] { $count } acts are not in the index yet; they can be found a little later.
}
search-searched = What was searched
search-searched-agreement = Headings, summaries and named projects of the agreement, in four languages, and the signed text where it is attached.
search-searched-acts = Texts of acts on record by { $day } that this node holds and { $party } may read.
search-searched-inside = Drafts, departments’ answers and translations of this side, which only this side reads.
search-searched-not-inside = Drafts and departments’ answers of this side are not open to you and were not searched.
search-searched-forms = Traditional, simplified and variant characters count as one (臺, 台; 灣, 湾), and accents are left aside (cooperação, cooperacao). Words set apart by spaces must all occur; words in quotation marks must follow each other.
