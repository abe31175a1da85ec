# generated from zh-Hant by `cargo xtask locales`
# 为阅读而转换的字体
script-written-traditional = 原文为繁体
script-written-simplified = 原文为简体
script-shown-simplified = 本页有文本原以繁体书写，现以简体显示，仅为方便阅读；原文一字未改。
script-shown-traditional = 本页有文本原以简体书写，现以繁体显示，仅为方便阅读；原文一字未改。
script-as-written = 本页文本按原文字体显示。
script-show-as-written = 按原文显示
script-show-simplified = 以简体显示
script-show-traditional = 以繁体显示
