"""Records what SciPy says of groups of numbers and of columns that go together; the unit tests of src/domain/statistics/ compare themselves with it.

Run with an environment that has SciPy:
    python scripts/record_statistics.py > src/testing/recorded/scipy-group-comparisons.json
    python scripts/record_statistics.py trends > src/testing/recorded/scipy-trends.json
"""

import json
import random
import sys

import numpy
import scipy
from scipy import stats

LEVEL = 0.95


def welch(left, right):
    answer = stats.ttest_ind(left, right, equal_var=False)
    interval = answer.confidence_interval(LEVEL)
    return {
        "difference": float(numpy.mean(left) - numpy.mean(right)),
        "low": float(interval.low),
        "high": float(interval.high),
        "freedom": float(answer.df),
    }


def paired(left, right):
    answer = stats.ttest_rel(left, right)
    interval = answer.confidence_interval(LEVEL)
    return {
        "difference": float(numpy.mean(numpy.subtract(left, right))),
        "low": float(interval.low),
        "high": float(interval.high),
        "freedom": float(answer.df),
    }


def one_group(values):
    error = float(stats.sem(values))
    low, high = stats.t.interval(LEVEL, len(values) - 1, loc=numpy.mean(values), scale=error)
    return {
        "values": values,
        "mean": float(numpy.mean(values)),
        "median": float(numpy.median(values)),
        "std": float(numpy.std(values, ddof=1)),
        "error": error,
        "low": float(low),
        "high": float(high),
    }


def make_groups():
    """Two groups each: seeds with a shared effect, unequal sizes and spreads, large and tiny numbers."""
    source = random.Random(7)
    shapes = [
        # left size, right size, offset, left spread, right spread, shared spread
        (3, 3, 0.004, 0.01, 0.01, 0.0),
        (3, 3, 0.004, 0.0005, 0.0005, 0.02),
        (5, 5, 0.0, 0.02, 0.02, 0.02),
        (2, 2, 1.0, 0.1, 0.3, 0.0),
        (3, 10, 0.05, 0.01, 0.08, 0.0),
        (8, 4, -12.0, 4.0, 0.5, 3.0),
        (30, 31, 1e-7, 1e-6, 2e-6, 0.0),
        (6, 6, 3e12, 1e13, 2e12, 1e12),
        (400, 650, 0.01, 0.2, 0.1, 0.0),
    ]
    for left_size, right_size, offset, left_spread, right_spread, shared_spread in shapes:
        shared = [source.gauss(0, shared_spread) for _ in range(max(left_size, right_size))]
        left = [offset + shared[place] + source.gauss(0, left_spread) for place in range(left_size)]
        right = [shared[place] + source.gauss(0, right_spread) for place in range(right_size)]
        yield left, right


def spearman(left, right):
    answer = stats.spearmanr(left, right)
    return {"left": left, "right": right, "rho": float(answer.statistic), "p": float(answer.pvalue)}


def ratio(values, groups):
    """The root of the share of the variance that lies between groups, and p of the analysis of variance."""
    answer = stats.f_oneway(*groups)
    above, below = len(groups) - 1, len(values) - len(groups)
    explained = answer.statistic * above
    return {"eta": float(numpy.sqrt(explained / (explained + below))), "p": float(answer.pvalue)}


def categories(codes, values):
    def split(numbers):
        return [[number for code, number in zip(codes, numbers) if code == each] for each in sorted(set(codes))]

    ranks = [float(rank) for rank in stats.rankdata(values)]
    return {"codes": codes, "values": values, "ofValues": ratio(values, split(values)), "ofRanks": ratio(ranks, split(ranks))}


def cramer(left, right):
    table = stats.contingency.crosstab(left, right).count
    return {"left": left, "right": right, "v": float(stats.contingency.association(table, method="cramer"))}


def make_associations():
    """Columns of params and a metric: ties, strong and no effects, few and many runs."""
    source = random.Random(11)
    numbers, classes, tables = [], [], []
    for count, effect, choices in [(5, 1, 3), (8, 0, 4), (12, 2, 2), (40, 0.5, 5), (41, -3, 40), (90, 0.2, 7), (120, -6, 900)]:
        left = [float(source.randrange(choices)) for _ in range(count)]
        right = [round(effect * value / choices + source.gauss(0, 1), 1) for value in left]
        numbers.append(spearman(left, right))
        codes = [source.randrange(min(choices, count // 3) + 1) for _ in range(count)]
        shifted = [effect * (code % 3) + source.gauss(0, 1) for code in codes]
        classes.append(categories(codes, [round(value, 1) for value in shifted]))
        other = [code if source.random() < abs(effect) / 4 else source.randrange(3) for code in codes]
        tables.append(cramer(codes, other))
    return {"spearman": numbers, "ratios": classes, "cramer": tables}


def make_trends():
    """Points about a line: few and many, steep and flat, large and tiny numbers."""
    source = random.Random(11)
    shapes = [
        # count, slope, spread of y about the line, unit of x, unit of y
        (3, 1.0, 0.5, 1.0, 1.0),
        (4, -2.0, 0.0, 1.0, 1.0),
        (10, 0.3, 0.2, 1e-5, 1.0),
        (25, 0.0, 1.0, 1.0, 1e9),
        (60, -0.4, 0.6, 1e12, 1e-7),
        (400, 0.05, 1.0, 1.0, 1.0),
    ]
    for count, slope, spread, unit_x, unit_y in shapes:
        xs = [source.uniform(0, 1) for _ in range(count)]
        ys = [unit_y * (slope * x + source.gauss(0, spread)) for x in xs]
        yield [unit_x * x for x in xs], ys


def trend(xs, ys):
    line = stats.linregress(xs, ys)
    return {
        "xs": xs,
        "ys": ys,
        "slope": float(line.slope),
        "intercept": float(line.intercept),
        "r": float(line.rvalue),
        "p": float(line.pvalue),
    }


def box(values):
    """Quartiles as NumPy has them, whiskers as Matplotlib draws them by itself."""
    low, median, high = (float(numpy.percentile(values, share)) for share in (25, 50, 75))
    reach = 1.5 * (high - low)
    inside = [value for value in values if low - reach <= value <= high + reach]
    return {
        "values": values,
        "low": low,
        "median": median,
        "high": high,
        "whiskerLow": min(inside),
        "whiskerHigh": max(inside),
        "outliers": sorted(value for value in values if value not in inside),
    }


def make_boxes():
    source = random.Random(13)
    for count, tail in [(1, 0), (2, 0), (5, 1), (9, 2), (30, 3), (101, 8)]:
        values = [round(source.gauss(0, 1), 3) for _ in range(count - tail)]
        yield values + [round(source.gauss(0, 9), 3) for _ in range(tail)]


def record_trends():
    return {
        "boxes": [box(values) for values in make_boxes()],
        "scipy": scipy.__version__,
        "trends": [trend(xs, ys) for xs, ys in make_trends()],
    }


def main():
    if sys.argv[1:] == ["trends"]:
        json.dump(record_trends(), sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    groups = list(make_groups())
    record = {
        "scipy": scipy.__version__,
        "quantiles": [
            [freedom, float(stats.t.ppf((1 + LEVEL) / 2, freedom))]
            for freedom in [1, 1.0001, 1.5, 2, 2.37, 3, 4.999, 7.25, 12.5, 29.9, 30, 31, 64.3, 199, 399.9, 400, 1234.5, 1e6]
        ],
        "groups": [one_group(values) for pair in groups[:8] for values in pair],
        "comparisons": [
            {
                "left": left,
                "right": right,
                "welch": welch(left, right),
                "paired": paired(left, right) if len(left) == len(right) else None,
            }
            for left, right in groups
        ],
        "tails": [
            [f, above, below, float(stats.f.sf(f, above, below))]
            for above, below in [(1, 3), (1, 98), (2, 27), (9, 20), (49, 50), (3, 9996)]
            for f in [0.0, 0.3, 1.0, 4.2, 60.0, 2500.0]
        ],
        **make_associations(),
    }
    json.dump(record, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
