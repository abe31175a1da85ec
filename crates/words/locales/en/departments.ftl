# Departments of this side
departments-of = { $matter }: our departments’ answers
departments-said = Asked within this side, and kept on this node alone. The other parties read only what the convener states.
departments-none = No text has been circulated yet.
departments-earlier = on an earlier text
departments-note = Note a department’s answer
departments-department = Department
departments-keep = Note it
departments-way = Our departments’ answers
