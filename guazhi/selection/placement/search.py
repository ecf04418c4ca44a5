"""The process that searches: reads a question, answers level after level, and knows no more.

``python -m guazhi.selection.placement.search``; see ``crossing`` for what goes in and out.
"""

import io
import resource
import select
import struct
import sys
import time
from collections.abc import Mapping, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from guazhi.selection.placement.groups import Ints

Reals = NDArray[np.float64]
PLENTY = 2**39
INFINITE = float("inf")
NEAR = 1e-6
IDLE_SECONDS = 300.0
LARGE = 4  # mebibytes of a question, after which the process is not kept
MEBIBYTE = 1024 * 1024
MOST = 1  # the level of placing most people


class Search:
    """A programme whose columns are the arcs, then the amount each row is short of its limit."""

    def __init__(self, asked: Mapping[str, Ints]) -> None:
        self.asked = asked
        self.arcs, self.rows = len(asked["tail"]), len(asked["low"])
        self.pairs, self.nodes = int(asked["pairs"]), int(asked["nodes"])
        self.columns = self.arcs + self.rows
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        self.highs.setOptionValue("random_seed", 0)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("mip_abs_gap", 0.9)
        self.highs.setOptionValue("mip_max_nodes", int(asked["search"]))
        programme = self.programme()
        self.low, self.high = np.array(programme.col_lower_), np.array(programme.col_upper_)
        self.highs.passModel(programme)
        self.best = np.zeros(self.columns)  # nobody is placed, and every lower limit missed
        self.best[self.arcs :] = np.maximum(asked["low"], 0)
        if len(asked["start"]):
            self.best = np.concatenate([asked["start"], np.zeros(self.rows)]).astype(float)
        self.every = np.arange(self.columns, dtype=np.int32)
        self.least, self.beyond, self.finished = -INFINITE, np.zeros(self.columns), False
        self.unique = False
        self.until = time.monotonic() + 0.9 * float(asked["seconds"])

    def programme(self) -> highspy.HighsLp:
        """Flow is kept at each node; then the rows of the rules that cross."""
        asked, arcs = self.asked, np.arange(self.arcs)
        of_rules = np.repeat(np.arange(self.rows), np.diff(asked["ptr"])) + self.nodes
        row = np.concatenate(
            [asked["tail"], asked["head"], of_rules, np.arange(self.rows) + self.nodes]
        )
        column = np.concatenate([arcs, arcs, asked["arc"], np.arange(self.rows) + self.arcs])
        value = np.concatenate(
            [-np.ones(self.arcs), np.ones(self.arcs), asked["weight"], np.ones(self.rows)]
        )
        order = np.lexsort((row, column))
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self.columns, self.nodes + self.rows
        programme.col_cost_ = np.zeros(self.columns)
        programme.col_lower_ = np.zeros(self.columns)
        short = np.where(asked["low"] > 0, asked["low"], 0) + np.where(
            asked["high"] >= PLENTY, PLENTY, 0
        )
        programme.col_upper_ = np.concatenate([asked["cap"], short]).astype(float)
        none = np.zeros(self.nodes)
        high = np.where(asked["high"] >= PLENTY, INFINITE, asked["high"])
        programme.row_lower_ = np.concatenate([none, asked["low"]])
        programme.row_upper_ = np.concatenate([none, high])
        programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        programme.a_matrix_.start_ = np.concatenate(
            [[0], np.cumsum(np.bincount(column, minlength=self.columns))]
        ).astype(np.int32)
        programme.a_matrix_.index_ = row[order].astype(np.int32)
        programme.a_matrix_.value_ = value[order].astype(float)
        return programme

    def run(self) -> None:
        """Answer every level; once one plan alone is left, the later ones are settled."""
        none = np.zeros(self.rows)
        levels = [np.concatenate([cost, none]) for cost in self.asked["costs"].astype(float)]
        levels[0][self.arcs :] = 1
        place = 0
        while place < len(levels):
            place += self.answered(levels, place)

    def answered(self, levels: Sequence[Reals], place: int) -> int:
        """Answer one level, or two that were solved together; how many."""
        cost, is_last = levels[place], place == len(levels) - 1
        prices = self.relaxed(cost, place)
        if self.unique:
            self.keep(cost)
            self.answer(float(np.rint(cost @ self.best)), prices)
            return 1
        if place == MOST and not is_last:
            after = levels[place + 1]
            found = self.together(cost, after, place + 1)
            if found is not None:
                self.answer(float(np.rint(cost @ self.best)), prices)
                self.keep(after)
                self.look_for_others(after, is_last=place + 2 == len(levels))
                self.answer(*found)
                return 2
        bound = self.searched(cost)
        if place == 0 and cost @ self.best == 0 - self.limited():
            self.keep_limits()
        else:
            self.keep(cost)
        self.look_for_others(cost, is_last=is_last)
        self.answer(bound, prices)
        return 1

    def together(self, cost: Reals, after: Reals, place: int) -> tuple[float, Reals] | None:
        """Place as many as parts of people could be, as well as the next level asks.

        That is found far sooner than any plan that only places many. The bound and prices of the
        next level; None, with nothing changed, when not so many can be placed or time runs out.
        """
        kept = self.least, self.beyond
        self.row(cost, np.ceil(self.least - NEAR))
        prices = self.relaxed(after, place)
        reach = self.first_reach()
        found = self.tried(reach)
        while found is None and reach < np.abs(self.beyond).max(initial=0.0):
            reach *= 4
            found = self.tried(reach)
        if found is not None:
            self.best = found
            return self.searched(after, reach), prices
        self.highs.deleteRows(1, np.array([self.highs.getNumRow() - 1], np.int32))
        self.least, self.beyond = kept
        self.highs.changeColsCost(self.columns, self.every, cost)
        return None

    def look_for_others(self, cost: Reals, *, is_last: bool) -> None:
        """See whether one plan alone is left, where costs are so fine that this is likely."""
        fine = len(np.unique(cost[: self.pairs])) * 2 > self.pairs
        if not self.unique and (is_last or fine):
            self.unique = self.is_only_one()

    def relaxed(self, cost: Reals, place: int) -> Reals:
        """The prices of nodes, of rows and of earlier levels when parts of people may be placed.

        ``least`` is then what no plan goes below, ``beyond`` what each column costs above that.
        """
        self.highs.changeColsCost(self.columns, self.every, cost)
        self.integral(highspy.HighsVarType.kContinuous)
        self.go()
        solution = self.highs.getSolution()
        dual, beyond = np.array(solution.row_dual), np.array(solution.col_dual)
        is_best = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self.least = self.highs.getInfo().objective_function_value if is_best else -INFINITE
        self.beyond = beyond if len(beyond) == self.columns else np.zeros(self.columns)
        wanted = self.nodes + self.rows + place
        if place > 0 and len(dual) == wanted - 1:  # kept limits are no row, they became bounds
            return np.insert(dual, self.nodes + self.rows, 0.0)
        return dual if len(dual) == wanted else np.zeros(max(wanted, 0))

    def searched(self, cost: Reals, tried: float = 0.0) -> float:
        """Find whole people; the bound on the cost that the search reached.

        Columns that cost more beyond their worth than what is still open cannot be in a better
        plan. So few are tried first, unless as many as ``tried`` reaches were; when what is open
        then is no more than what was tried, all is. Else the rest is tried for other plans than
        the best one, which shows as well whether it is the only one.
        """
        reach = max(tried, self.first_reach()) if self.least > -INFINITE else INFINITE
        done = tried > 0 and self.finished
        while True:
            opened = float(cost @ self.best) - self.least
            if opened < 1 - NEAR or (done and reach >= opened - 1 + NEAR):
                break
            reach = opened if done else min(reach, opened)
            found = self.tried_others(cost, reach) if done else self.tried(reach)
            if found is not None and cost @ found < cost @ self.best:
                self.best = found
            if not self.finished:
                shown = min(float(self.highs.getInfo().mip_dual_bound), float(cost @ self.best))
                return max(shown, self.least) if reach >= opened else self.least
            self.unique, done = done and found is None, True
        opened = float(cost @ self.best) - self.least
        slack = opened + NEAR * max(1.0, abs(self.least))
        self.high = np.where(self.beyond > slack, self.low, self.high)
        self.low = np.where(self.beyond < -slack, self.high, self.low)
        self.bounded(self.low, self.high)
        return float(np.rint(cost @ self.best))  # costs are whole, and less than one is open

    def first_reach(self) -> float:
        """As far as some columns for each person reach."""
        far = np.sort(np.abs(self.beyond[: self.pairs]))
        some = min(3 * self.nodes, len(far) - 1)
        return float(far[some]) + 1.0 if len(far) else 1.0

    def tried_others(self, cost: Reals, reach: float) -> Reals | None:
        """The best plan no dearer than the one at hand, and not that one; None if there is none."""
        self.row(cost, float(np.rint(cost @ self.best)))
        self.differ()
        found = self.tried(reach)
        last = self.highs.getNumRow() - 1
        self.highs.deleteRows(2, np.array([last - 1, last], np.int32))
        return found

    def differ(self) -> None:
        """Let the plan at hand be none any more."""
        pairs = np.arange(self.pairs, dtype=np.int32)
        taken = self.best[: self.pairs] > 0
        weight = np.where(taken, -1.0, 1.0)
        self.highs.addRow(1.0 - taken.sum(), INFINITE, self.pairs, pairs, weight)

    def tried(self, reach: float) -> Reals | None:
        """The best plan that was found among the columns that cost at most ``reach`` beyond."""
        slack = reach + NEAR * max(1.0, abs(self.least))
        high = np.where(self.beyond > slack, self.low, self.high)
        low = np.where(self.beyond < -slack, self.high, self.low)
        self.bounded(low, high)
        self.integral(highspy.HighsVarType.kInteger)
        start = highspy.HighsSolution()
        start.col_value = list(self.best)
        self.highs.setSolution(start)
        self.go()
        status = self.highs.getModelStatus()
        self.finished = status in {
            highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible
        }  # fmt: skip
        info = self.highs.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        plan: Reals | None = (
            np.rint(np.array(self.highs.getSolution().col_value)) if found else None
        )
        self.bounded(self.low, self.high)
        return plan

    def bounded(self, low: Reals, high: Reals) -> None:
        """Let each column lie between two bounds."""
        self.highs.changeColsBounds(self.columns, self.every, low, high)

    def go(self) -> None:
        """Let the solver work, for half of the time that is left at most."""
        left = max(self.until - time.monotonic(), 0.0) / 2
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + left)
        self.highs.run()

    def integral(self, kind: highspy.HighsVarType) -> None:
        """Let pairs be whole or not."""
        kinds = np.full(self.pairs, kind)
        self.highs.changeColsIntegrality(self.pairs, np.arange(self.pairs, dtype=np.int32), kinds)

    def limited(self) -> float:
        """How many people the lower limits of the tree ask for."""
        limited = self.asked["shortfall"] < 0
        return float(self.asked["cap"][limited].sum())

    def keep_limits(self) -> None:
        """Hold the lower limits, all of which are reached, from now on."""
        self.low = np.zeros(self.columns)
        self.high = np.concatenate([self.asked["cap"], np.zeros(self.rows)]).astype(float)
        limited = np.flatnonzero(self.asked["shortfall"] < 0)
        self.low[limited] = self.high[limited]
        self.bounded(self.low, self.high)

    def keep(self, cost: Reals) -> None:
        """Hold what was reached of a level from now on."""
        self.row(cost, float(np.rint(cost @ self.best)))

    def row(self, cost: Reals, most: float) -> None:
        """Let a cost come to so much at most."""
        used = np.flatnonzero(cost).astype(np.int32)
        self.highs.addRow(-INFINITE, most, len(used), used, cost[used])

    def is_only_one(self) -> bool:
        """Whether it is known that no different plan is as good at the levels so far."""
        self.differ()
        none = np.zeros(self.columns)
        self.highs.changeColsCost(self.columns, self.every, none)
        self.integral(highspy.HighsVarType.kInteger)
        self.go()
        shown = bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)
        self.highs.deleteRows(1, np.array([self.highs.getNumRow() - 1], np.int32))
        return shown

    def answer(self, bound: float, prices: Reals) -> None:
        """Write what was found so far."""
        frame = io.BytesIO()
        np.savez(
            frame,
            taken=np.flatnonzero(self.best[: self.pairs] > 0),
            bound=np.array(bound),
            prices=prices,
            unique=np.array(self.unique),
        )
        sys.stdout.buffer.write(struct.pack("<Q", len(frame.getvalue())) + frame.getvalue())
        sys.stdout.buffer.flush()


def main() -> None:
    """Read questions, keep within the memory of each, answer; end when none comes, or a large one.

    What was large leaves more memory behind than a start costs time.
    """
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        size = sys.stdin.buffer.read(8)
        if len(size) < 8:
            return
        (length,) = struct.unpack("<Q", size)
        with np.load(io.BytesIO(sys.stdin.buffer.read(length))) as question:
            asked = dict(question)
        limit_memory(int(asked["mebibytes"]) * MEBIBYTE)
        Search(asked).run()
        sys.stdout.buffer.write(struct.pack("<Q", 0))
        sys.stdout.buffer.flush()
        if length > LARGE * MEBIBYTE:
            return


def limit_memory(most: int) -> None:
    """Hold no more than so much from now on, or than the system allows anyway."""
    _now, allowed = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY:
        most = min(most, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, allowed))


if __name__ == "__main__":
    main()
