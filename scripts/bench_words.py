"""The words of docs/benchmarks.md and of docs/zh/benchmarks.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """What a page says around its figures. `phrases` are parts of cells and titles in English, each
    with what stands for it."""

    introduction: str
    rows: str
    rivals: str
    no_rivals: str
    phrases: Mapping[str, str]

    def of(self, cell: str) -> str:
        """A cell or a title in the words of the page."""
        if not self.phrases:
            return cell
        return _pattern(self.phrases).sub(lambda found: self.phrases[found[0]], cell)


def _pattern(phrases: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\w-]){re.escape(one)}(?![\w-])" for one in longest_first))


ENGLISH = Words(
    """\
# How fast it is

Written by `make bench` (`python scripts/bench.py --write`): don't edit it by hand.

The books are generated, and the same on every machine, with companies, countries, colleagues,
prices and logs. They have {sizes} customers. Of 99 per cent of them somebody
has taken care lately, so that few are due on the day of the list. A figure is the CPU time, user
and system, of a whole process with all that it started: so two cores don't flatter it, and a busy
machine harms it less. It is the median of {runs} runs taken in turn with those of its floor, after
one that isn't counted; what takes long is run less often, on the largest book once. Output is
thrown away. What counts is the ratio to the floor, which anyone can measure on their own machine.
""",
    """\
- **`--version`, `--help`**: the floor is `python -c "import click"`.
- **`due`, nothing changed**: the list was asked for before. The floor imports click and sqlite3 and
  calls `os.scandir` and `stat` for every dossier, so that it could know that nothing changed.
- **`due`, one file edited**: before every run a line is added to one customer's log. The floor is
  the same walk, and reading that one file as the program reads it, with all its checks.
- **memory of `due`**: the peak of the largest of its processes, and of the walk.
- **`show`, `log`, one customer**: the list was asked for before; it is the same customer each time,
  and before each line their file says again what it said. The floor is the walk;
  the book is in no git.
- **`check`, first time**: nothing is kept from an earlier run. The floor has libyaml tell the
  events of the same headers, one after the other, in one process; once the CPU time of both is
  compared, and once the time one waits, where a second core helps. With nothing changed since it
  is the walk, over dossiers alone; with one file edited, that and reading this one file.
- **a letter typed**: from the message that a letter was typed to the findings of the file, and from
  a question to what may be typed there, over a pipe, when the server has looked around in the book.
  The floor is the same in a small book; the reach is what an editor's user does not feel.
- **letters**: `render --all` less `list members` on the same book, for each letter: text, HTML,
  price table and draft written. The floor renders the same templates with the same names, and
  nothing more. The book lies in memory, where there is a place for that: how long a disk takes to
  make a file depends on how full it is (0.03 to 0.5 ms on one machine). Milliseconds follow the
  speed of the machine: on one and the same, a letter with prices took 2.0 to 2.5 ms above Jinja.
- **history**: {versions} versions of a file among {commits:,} commits. The floor is what one would
  type otherwise, `git log -p -- path`; the reach is for one field's history.
""",
    """\
Each tool has the same people, in its own form: `task due.before:tomorrow list`, `todo list --due 1`
(its cache filled), a loop of twenty lines over python-frontmatter, `khard list`, `check-jsonschema`
with a small schema, `yamllint -d relaxed`, and `mailmerge --dry-run` with a letter of plain text.
Beside them: `due` with nothing changed, `list`, the first `check`, and `render price-update
--all`. They do less: no rhythm depends on what happened, no reference is followed, no letter has a
price, or a second part in HTML.
""",
    "None of them was installed; `make bench-rivals` installs them.\n",
    {},
)

CHINESE = Words(
    """\
# 有多快

[English](../benchmarks.md)

由 `make bench`（`python scripts/bench.py --write`）写成，请勿手工修改。

档案库是生成的，在每台机器上都一样，里面有公司、国家、同事、价格和联系记录，客户有 {sizes} 位。其
中百分之九十九最近有人照顾过，所以列表那天到期的很少。数字是整个进程连同它启动的所有进程所用的 CPU
时间（用户态加内核态）：这样两个核不会让它显得更好，机器忙也不太会让它显得更差。每个数字是 {runs}
次的中位数，与下限轮流运行，之前先跑一次不计；耗时长的跑得少些，最大的档案库只跑一次。输出都丢弃。
要看的是与下限之比，这个比值谁都可以在自己的机器上测量。
""",
    """\
- **`--version`、`--help`**：下限是 `python -c "import click"`。
- **`due`，没有改动**：之前已经列过一次。下限导入 click 和 sqlite3，并对每份档案调用 `os.scandir`
  和 `stat`，足以知道什么都没变。
- **`due`，改动一个文件**：每次运行之前给一位客户的联系记录加一行。下限是同样走一遍，再像程序那样
  读取这一个文件，包括全部检查。
- **`due` 的内存**：各进程里最大的那个的峰值，以及走一遍的峰值。
- **`show`、`log`，一位客户**：之前已经列过一次；每次都是同一位客户，每次加行之前文件恢复原样。下
  限是走一遍；档案库不在 git 里。
- **`check`，第一次**：没有保留以前运行的任何结果。下限由 libyaml 在一个进程里逐个读出同样那些文件
  头的事件；一行比较两者的 CPU 时间，一行比较等待的时间，这时第二个核有帮助。没有改动时，下限是只
  对档案走一遍；改动一个文件时，再加上读取这一个文件。
- **输入一个字母**：从告诉服务输入了一个字母，到收到这个文件的问题；以及从询问这里可以输入什么，到
  收到答复；都通过管道，这时服务已经看过整个档案库。下限是在小档案库里做同样的事；要求是编辑器的用
  户感觉不到。
- **信件**：同一个档案库上的 `render --all` 减去 `list members`，按每封计：写出文字、HTML、价格表
  和草稿。下限用同样的名字渲染同样的模板，别的什么都不做。只要有地方，档案库就放在内存里：磁盘建一
  个文件要多久，取决于它有多满（在一台机器上是 0.03 到 0.5 毫秒）。毫秒数随机器快慢而变：
  同一台机器上，带价格的信比 Jinja 多用 2.0 到 2.5 毫秒。
- **历史**：{commits:,} 次提交里一个文件的 {versions} 个版本。下限是不用本程序时会输入的
  `git log -p -- path`；要求是针对一个字段的历史。
""",
    """\
每个工具里都是同样的人，用它自己的格式：`task due.before:tomorrow list`、`todo list --due 1`（缓存
已填好）、用 python-frontmatter 写的二十行循环、`khard list`、带一个小模式的 `check-jsonschema`、
`yamllint -d relaxed`，以及用一封纯文字信的 `mailmerge --dry-run`。与它们相比的是：没有改动时的
`due`、`list`、第一次 `check`，以及`render price-update --all`。它们做得少：没有取决于经过的节奏，
不跟随任何引用，信里没有价格，也没有 HTML 的第二部分。
""",
    "这些都没有安装；`make bench-rivals` 会安装它们。\n",
    {
        "Against what is possible": "与可能的下限相比",
        "How the list grows with the book": "列表随档案库增长",
        "What concerns one customer": "只关系到一位客户的",
        "How the check grows with the book": "检查随档案库增长",
        "Beside what one would use instead": "与别的工具相比",
        "The machine": "机器",
        "what": "项目",
        "size": "规模",
        "took": "用时",
        "floor": "下限",
        "floor took": "下限用时",
        "result": "结果",
        "reach": "要求",
        "met": "达到",
        "yes": "是",
        "no": "否",
        "nothing changed": "没有改动",
        "one file edited": "改动一个文件",
        "first time": "第一次",
        "one customer": "一位客户",
        "waited for": "等待",
        "waited": "等待",
        "first, waited": "第一次，等待",
        "memory of due": "due 的内存",
        "memory": "内存",
        "walk": "走一遍",
        "one file read": "读一个文件",
        "libyaml's events": "libyaml 的事件",
        "letters": "封信",
        "ms each": "毫秒/封",
        "ms above": "毫秒之差",
        "first file": "第一个文件",
        "middle file": "中间的文件",
        "a letter typed": "输入一个字母",
        "findings": "问题",
        "completion": "补全",
        "median": "中位数",
        "19 of 20": "20 次里的 19 次",
        "in a book of 100": "100 人的档案库",
        "customers": "客户",
        "on the list": "列出",
        "above the walk": "比走一遍多",
        "above it, per customer": "多出的，每位客户",
        "per customer": "每位客户",
        "its memory": "其内存",
        "tool": "工具",
        "version": "版本",
        "job": "任务",
        "it took": "它用时",
        "dossierkit took": "dossierkit 用时",
        "times": "倍数",
        "what is due": "到期的",
        "all people": "所有人",
        "check headers": "检查文件头",
        "python-frontmatter loop": "python-frontmatter 循环",
        "Processor": "处理器",
        "cores": "核",
        "Memory": "内存",
        "System": "系统",
        "Load at the end": "结束时的负载",
        "Day": "日期",
    },
)
