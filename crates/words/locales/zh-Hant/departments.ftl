# 部門意見
departments-of = { $matter }：本方部門意見
departments-said = 本方內部徵求的意見，只存於本節點。其他各方只見召集方的說明。
departments-none = 尚未發出文本徵求意見。
departments-earlier = 就較早文本
departments-note = 登記部門意見
departments-department = 部門
departments-keep = 登記
departments-way = 本方部門意見
