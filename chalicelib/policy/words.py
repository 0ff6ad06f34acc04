"""What is said of cells that are no test: what is wrong, and what to write instead."""

from __future__ import annotations

from chalicelib.model.word import Phrase

RETYPE = Phrase(
    "the spreadsheet turned what was typed into {what}: set the column to plain text and type"
    " {mend} again",
    "表格把输入的内容变成了{what}：请把该列设为纯文本，再重新输入{mend}",
)
A_DATE = Phrase("the date {cell}", "日期 {cell}")
A_TIME = Phrase("the time {cell}", "时间 {cell}")
A_NUMBER = Phrase("the number {cell}", "数字 {cell}")
A_TICK = Phrase("{cell} (a tick box value)", "{cell}（复选框的值）")
IT = Phrase("it", "")
ERROR = Phrase(
    "shows the error {cell}: mend the formula or type the test",
    "显示错误 {cell}：请修正公式或直接输入条件",
)
EMPTY_PART = Phrase(
    "nothing stands between two separators: remove the extra separator",
    "两个分隔符之间没有内容：请删除多余的分隔符",
)
OPEN_QUOTE = Phrase("a quotation mark is not closed: add the second one", "引号没有成对：请补上")
ONE_NOT = Phrase(
    "'{cell}' says not again: not stands once, before everything: write {mend}",
    "“{cell}”再次使用了“非”：只在最前面写一次：请写成 {mend}",
)
NOT_WHAT = Phrase(
    "not of what? write not X or not (X, Y)", "“非”后面缺少内容：请写 非 X 或 非 (X, Y)"
)
NOT_SPAN = Phrase(
    "the brackets of '{cell}' can belong to the range or to not: write not {mend}, without brackets",
    "“{cell}”的括号可能属于区间，也可能属于“非”：请写成 非 {mend}，不要括号",
)
NOT_OR_WORD = Phrase(
    "'{cell}' can be one word, or not '{rest}': write \"{cell}\" in quotation marks, or leave a"
    " blank after the first character",
    "“{cell}”可能是一个词，也可能是“非 {rest}”：请给整个词加上引号，或在“非”后加空格",
)
NOT_ANY = Phrase(
    "'{cell}' beside other values, or after not, says nothing: leave the cell empty, or remove it",
    "“{cell}”与其他值并列或放在“非”之后没有意义：请留空或删去",
)
COMMA = Phrase(
    "'{cell}' can be read as one number or as several: write {one}, or {several}",
    "“{cell}”可以理解为一个数，也可以理解为几个数：请写成 {one} 或 {several}",
)
HYPHEN = Phrase(
    "'{cell}' can be read as a range, a date or a subtraction: write {mend}",
    "“{cell}”可以理解为区间、日期或减法：请写成 {mend}",
)
BACKWARDS = Phrase(
    "the range '{cell}' runs backwards: did you mean {mend}?",
    "区间“{cell}”前后颠倒：是 {mend} 吗？",
)
HOLLOW = Phrase(
    "no value lies in '{cell}': check its ends and brackets",
    "“{cell}”不包含任何值：请检查两端和括号",
)
HALF = Phrase(
    "the range '{cell}' has one end only: write {mend}", "区间“{cell}”只有一端：请写成 {mend}"
)
BRACKET = Phrase(
    "'{cell}' has a bracket without its range: write [7..14], with two dots and no comma",
    "“{cell}”的括号与区间不匹配：请写成 [7..14]，用两个点，不用逗号",
)
EVERYTHING = Phrase(
    "'{cell}' is true of every value: leave the cell empty if that is meant",
    "“{cell}”对任何值都成立：如果本意如此，请留空",
)
RANGE_MEANT = Phrase(
    "'{cell}' is true of every value, as one of its parts is enough: for a range write {mend}",
    "“{cell}”对任何值都成立（满足其一即可）：如果是指区间，请写成 {mend}",
)
MEANT = Phrase("'{cell}' is not known: did you mean '{near}'?", "没有“{cell}”：是“{near}”吗？")
NO_NUMBER = Phrase(
    "'{cell}' is no test of a number: write 50, <= 50 or 7..14",
    "“{cell}”不是数字条件：请写成 50、<= 50 或 7..14",
)
NO_MONEY = Phrase(
    "'{cell}' is no test of an amount: write <= 50 USD or 10..50 EUR",
    "“{cell}”不是金额条件：请写成 <= 50 USD 或 10..50 EUR",
)
NO_CURRENCY = Phrase(
    "'{cell}' names no currency: write it behind the amount, such as <= 50 USD",
    "“{cell}”没有币种：请写在金额后面，例如 <= 50 USD",
)
TWO_CURRENCIES = Phrase(
    "'{cell}' mixes two currencies: write one test for each, with | between them",
    "“{cell}”混用了两种币种：请分开写，用 | 隔开",
)
NO_DATE = Phrase(
    "'{cell}' is no test of a date: write >= 2026-01-31 or 2026-01-01..2026-01-31",
    "“{cell}”不是日期条件：请写成 >= 2026-01-31 或 2026-01-01..2026-01-31",
)
NO_DAYS = Phrase(
    "'{cell}' is no test of a number of days: write <= 14 days, 2 weeks or 0..7",
    "“{cell}”不是天数条件：请写成 <= 14 天、2 周 或 0..7",
)
WHOLE_DAYS = Phrase("'{cell}' is not a whole number of days", "“{cell}”不是整天数：请写整数天")
NO_YES_NO = Phrase("'{cell}' is neither yes nor no", "“{cell}”不是“是”或“否”")
NO_CHOICE = Phrase("'{cell}' is not one of: {choices}", "“{cell}”不在可选值内：{choices}")
NO_ORDER = Phrase(
    "'{cell}' compares, but this column holds words: write the words themselves, or put them in"
    " quotation marks",
    "“{cell}”是比较，但本列是词语：请直接写词语，或加上引号",
)
NO_STAR = Phrase(
    "'{cell}' has a star, which stands for nothing here: write each word out, or put it in"
    " quotation marks",
    "“{cell}”中的星号不是通配符：请逐个写出词语，或加上引号",
)
NO_WORD = Phrase(
    "'{cell}' names no word: write unknown if nothing is to be known",
    "“{cell}”没有写出词语：如果是指没有值，请写 未知",
)
YES, NO = Phrase("yes", "是"), Phrase("no", "否")
UNKNOWN = Phrase("unknown", "未知")
NONE = Phrase("none", "无")
OTHER = Phrase("anything else", "其他")
