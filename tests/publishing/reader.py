"""A reader who shares nothing with the code: no solver, no linear algebra.

He halves what each number may be, carries each half through the additions, and so on until a whole table stands there
or none can: complete, and slow, hence for small tables.
"""

from collections import defaultdict


def exists(possible, sums):
    """Whether a table of whole numbers within these bounds fulfils all additions."""
    of = defaultdict(list)
    for addition in sums:
        for cell in (addition[0], *addition[1]):
            of[cell].append(addition)
    waiting = [(possible, sums)]
    while waiting:
        bounds = narrowed(*waiting.pop(), of)
        if bounds is None:
            continue
        open_ = [cell for cell in of if bounds[cell][0] < bounds[cell][1]]
        if not open_:
            return all(low <= high for low, high in bounds.values())
        cell = min(open_, key=lambda cell: bounds[cell][1] - bounds[cell][0])
        low, high = bounds[cell]
        middle = (low + high) // 2
        for half in ((middle + 1, high), (low, middle)):
            waiting.append((bounds | {cell: half}, of[cell]))
    return False


def narrowed(bounds, to_read, of):
    """The same bounds, each as near as every single addition makes it; None when one has nothing left."""
    bounds, to_read = dict(bounds), list(to_read)
    while to_read:
        whole, parts = to_read.pop()
        low, high = sum(bounds[part][0] for part in parts), sum(bounds[part][1] for part in parts)
        least, most = bounds[whole]
        new = {whole: (max(least, low), min(most, high))}
        for part in parts:
            least, most = bounds[part]
            new[part] = max(least, new[whole][0] - (high - most)), min(most, new[whole][1] - (low - least))
        for cell, (least, most) in new.items():
            if least > most:
                return None
            if bounds[cell] != (least, most):
                bounds[cell] = least, most
                to_read += of[cell]
    return bounds
