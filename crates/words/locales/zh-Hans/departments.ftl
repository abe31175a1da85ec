# generated from zh-Hant by `cargo xtask locales`
# 部门意见
departments-of = { $matter }：本方部门意见
departments-said = 本方内部征求的意见，只存于本节点。其他各方只见召集方的说明。
departments-none = 尚未发出文本征求意见。
departments-earlier = 就较早文本
departments-note = 登记部门意见
departments-department = 部门
departments-keep = 登记
departments-way = 本方部门意见
