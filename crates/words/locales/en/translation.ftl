# Translations
translation = Translation
translation-of = Translations · { $what }
translation-said = Translations are kept by this side alone. They are no part of the record and no other party sees them; what counts is the original.
translation-original = Original
translation-text-not-here = The signed text is not shipped with this node; each party attaches its own copy. A translation belongs to the provision by its check code.
translation-kept = Translations entered so far
translation-enter = Enter a translation
translation-language = Language of the translation
translation-standing = What it is
translation-text = The translation
translation-keep = Keep the translation
translation-audience = Read by this side alone
translation-other-text = The form was for another text than the one that now stands here; please check, and enter it again.
translation-official-is = Official translation
translation-courtesy-is = Courtesy translation
translation-machine-draft-is = Machine draft
translation-into-zh-hant = Traditional Chinese
translation-into-zh-hans = Simplified Chinese
translation-into-en = English
translation-into-pt = Portuguese
translation-official = Official translation into { $language }
translation-courtesy = Courtesy translation into { $language }
translation-machine-draft = Machine draft into { $language }, not read over
translation-by = entered by { $name } on { $day }
translation-stale = Of an earlier text; not of the current one
translation-others = { $count ->
    [one] One other translation
   *[other] { $count } other translations
}
translation-languages = Language
translation-words-source = Headings and summaries on this page are our own, in Traditional Chinese; they are not the text of the agreement.
translation-words-generated = Headings and summaries on this page are our own, converted into simplified script; they are not the text of the agreement.
translation-words-project = Headings and summaries on this page are our own rendering into English, not an official translation.
translation-words-unreviewed = Headings and summaries on this page are our own rendering, not reviewed and not an official translation.
