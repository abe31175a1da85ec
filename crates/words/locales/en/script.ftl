# The script of texts
script-written-traditional = written in traditional script
script-written-simplified = written in simplified script
script-shown-simplified = Some texts on this page were written in traditional script. They are shown in simplified script for reading; the originals are unchanged.
script-shown-traditional = Some texts on this page were written in simplified script. They are shown in traditional script for reading; the originals are unchanged.
script-as-written = The texts on this page are shown as they were written.
script-show-as-written = Show as written
script-show-simplified = Show in simplified script
script-show-traditional = Show in traditional script
