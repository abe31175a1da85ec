# 追溯
trace = 追溯
trace-said = 由條文至範疇、每年工作、決定、匯報與公布，亦可由工作追溯至條文。只列記錄所載。
trace-plan = 條文所指的規劃
trace-commitments = 此範疇的承諾
trace-decision = 決定
trace-returns = 匯報
trace-published = 公布
trace-not-published = 未公布
trace-no-work = 本記錄未載有此範疇的年度工作。
trace-without-work = { $year } 年未有工作的條文
trace-each-has-work = 每一範疇均有工作。
trace-without-provision = { $year } 年未指明範疇的工作
trace-each-has-provision = 沒有。
trace-objectives = { $year } 年未有工作的目標
trace-objectives-unknown = 不能回答：工作只指明範疇，記錄沒有說明服務於哪一目標。
trace-year = 年度
trace-item = 事項
