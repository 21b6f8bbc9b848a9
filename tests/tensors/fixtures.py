"""Expressions of tensors with the values that NumPy and SciPy give them: writes fixtures.json beside this file.

    python3 tests/tensors/fixtures.py

needs NumPy (1.24 or newer) and SciPy. Every case is an expression in named inputs. Its value is a number or nested lists with its shape,
or, for what is exact, a list or a vector, its written form. Inputs are rounded to three decimals, so that text and binary agree.

A number may differ by `tolerance` (1e-12) times the larger of its magnitude and `scale` (0): elements that are one operation have none,
sums the magnitude of their terms, which may cancel. Cases of the group "open" follow NumPy where the description of the language leaves room.
"""

import json
import math
from pathlib import Path

import numpy as np
import scipy.linalg
import scipy.special

TARGET = Path(__file__).resolve().parent / "fixtures.json"
ROUNDING = 1e-12
SOLVING = 1e-10
random = np.random.default_rng(20240617)
cases = []


# ---- inputs ----------------------------------------------------------------------------------------------------------------


def normal(*shape):
    """Numbers around 0, none of them close to it."""
    x = random.uniform(0.1, 2.5, shape) * random.choice([-1.0, 1.0], shape)
    return np.round(x, 3)


def positive(*shape):
    return np.round(random.uniform(0.2, 3.0, shape), 3)


def within(low, high, *shape):
    return np.round(random.uniform(low, high, shape), 3)


def invertible(n):
    """The diagonal dominates, with signs of its own; rows are permuted, so that elimination has to pivot."""
    a = within(-1, 1, n, n) + np.diag((n + 1) * random.choice([-1.0, 1.0], n))
    return np.round(a[random.permutation(n)], 3)


def spd(n):
    a = within(-1, 1, n, n)
    return np.round(a @ a.T + np.eye(n), 3)


def text_of(shape):
    return "x".join(map(str, shape)) if shape else "number"


# ---- cases -----------------------------------------------------------------------------------------------------------------


def plain(x):
    """JSON has no infinities; they are written as the language does."""
    if isinstance(x, list):
        return [plain(y) for y in x]
    if math.isfinite(x):
        return x
    return "+nan.0" if math.isnan(x) else "+inf.0" if x > 0 else "-inf.0"


def inputs_of(arrays):
    return {
        name: {"shape": list(np.shape(a)), "data": plain(np.asarray(a, dtype=float).ravel().tolist())}
        for name, a in arrays.items()
    }


def value(group, name, expression, expected, tolerance=ROUNDING, scale=0.0, **arrays):
    expected = np.asarray(expected, dtype=float)
    case = {"group": group, "name": name, "expression": expression, "inputs": inputs_of(arrays)}
    case |= {"shape": list(expected.shape), "value": plain(expected.tolist())}
    case |= {"tolerance": tolerance} if tolerance != ROUNDING else {}
    case |= {"scale": float(scale)} if scale else {}
    cases.append(case)


def summed(group, name, expression, expected, tolerance=ROUNDING, **arrays):
    """Where terms are added: relative to the greatest element, or 1."""
    expected = np.asarray(expected, dtype=float)
    finite = np.abs(expected[np.isfinite(expected)])
    value(group, name, expression, expected, tolerance, max(1.0, finite.max(initial=0.0)), **arrays)


def solved(group, name, expression, expected, **arrays):
    summed(group, name, expression, expected, SOLVING, **arrays)


def written(group, name, expression, text, **arrays):
    cases.append(
        {"group": group, "name": name, "expression": expression, "inputs": inputs_of(arrays), "written": text}
    )


# ---- construction ----------------------------------------------------------------------------------------------------------


def construction():
    g = "construction"
    v3, v3b, m = normal(3), normal(3), normal(2, 3)
    value(g, "tensor of numbers", "(tensor 1 2 3)", [1, 2, 3])
    value(g, "tensor of a list", "(tensor '(1 2.5 -3))", [1, 2.5, -3])
    value(g, "tensor of a vector", "(tensor (vector 1.5 2.5))", [1.5, 2.5])
    value(g, "tensor of a quoted vector", "(tensor '#(1 2))", [1, 2])
    value(g, "tensor of a list of rows", "(tensor '((1 2) (3 4)))", [[1, 2], [3, 4]])
    value(g, "tensor of rows", "(tensor '(1 2) '(3 4))", [[1, 2], [3, 4]])
    value(g, "tensor of vectors and lists", "(tensor (list (vector 1 2) '(3 4)))", [[1, 2], [3, 4]])
    value(g, "tensor of one row", "(tensor '((1 2 3)))", [[1, 2, 3]])
    value(g, "tensor of a column", "(tensor '(1) '(2) '(3))", [[1], [2], [3]])
    rank3 = np.arange(1, 9).reshape(2, 2, 2)
    value(g, "tensor of rank 3", "(tensor '(((1 2) (3 4)) ((5 6) (7 8))))", rank3)
    value(g, "tensor of a vector of vectors", "(tensor '#(#(1 2) #(3 4) #(5 6)))", [[1, 2], [3, 4], [5, 6]])
    value(g, "tensor of a tensor", "(tensor a)", m, a=m)
    value(g, "tensor of tensors", "(tensor a b)", [v3, v3b], a=v3, b=v3b)
    value(g, "tensor of a list of tensors", "(tensor (list a b a))", [v3, v3b, v3], a=v3, b=v3b)
    value(g, "tensor of matrices", "(tensor a a)", [m, m], a=m)
    value(g, "tensor of a tensor and a list", "(tensor a '(1 2 3))", [v3, [1, 2, 3]], a=v3)
    value(g, "tensor of computed numbers", "(tensor x (* 2 x))", [1.25, 2.5], x=1.25)
    value(g, "tensor of nothing", "(tensor '())", np.zeros(0))
    value(g, "tensor of an empty vector", "(tensor (vector))", np.zeros(0))
    value(g, "tensor of empty rows", "(tensor '(() ()))", np.zeros((2, 0)))
    for name, fill in [("zeros", 0.0), ("ones", 1.0)]:
        for shape in [(3,), (2, 3), (2, 1, 3), (1,), (0,), (2, 0), (2, 0, 3)]:
            dimensions = " ".join(map(str, shape))
            value(g, f"{name} {text_of(shape)}", f"({name} {dimensions})", np.full(shape, fill))
            value(g, f"{name} of a list {text_of(shape)}", f"({name} '({dimensions}))", np.full(shape, fill))
        value(g, f"{name} of no dimension", f"({name} '())", fill)
        value(g, f"{name} of a computed list", f"({name} (list 2 (+ 1 1)))", np.full((2, 2), fill))
    for shape in [(2, 3), (4,), (0, 2), (1, 1, 1), ()]:
        dimensions = " ".join(map(str, shape))
        value(g, f"make-tensor {text_of(shape)}", f"(make-tensor '({dimensions}) 1.5)", np.full(shape, 1.5))
    value(g, "make-tensor with an exact integer", "(make-tensor '(2) 7)", [7, 7])
    value(g, "make-tensor with an input", "(make-tensor '(2 2) x)", np.full((2, 2), -0.75), x=-0.75)
    for n, m in [(3, None), (1, None), (0, None), (2, 4), (4, 2), (0, 3), (3, 0)]:
        value(g, f"eye {n} {m}", f"(eye {n})" if m is None else f"(eye {n} {m})", np.eye(n, m))
    for start, stop, n in [(0, 1, 5), (2, -1, 4), (0.1, 0.7, 7), (3, 9, 1), (3, 9, 0), (2, 2, 3), (-1, 1, 2)]:
        expression = f"(linspace {start} {stop} {n})"
        summed(g, expression, expression, np.linspace(start, stop, n))
    arguments = [(5,), (0,), (2.5,), (2, 7), (3, 3), (0, 1, 0.25), (5, 0, -2), (1, 2, 5), (-1, 1, 0.5)]
    for each in [*arguments, (0, 10, 3)]:
        expression = f"(arange {' '.join(map(str, each))})"
        summed(g, expression, expression, np.arange(*each))
    value(g, "arange against the step", "(arange 5 2)", np.arange(5, 2))
    value(g, "tensor-tabulate 1", "(tensor-tabulate (lambda (i) (* i i)) 4)", np.arange(4) ** 2)
    i, j = np.indices((2, 3))
    value(g, "tensor-tabulate 2", "(tensor-tabulate (lambda (i j) (+ (* 10 i) j)) 2 3)", 10 * i + j)
    i, j, k = np.indices((2, 1, 3))
    expression = "(tensor-tabulate (lambda (i j k) (- (* 10 i) j (/ k 2.0))) 2 1 3)"
    value(g, "tensor-tabulate 3", expression, 10 * i - j - k / 2)
    value(g, "tensor-tabulate of nothing", "(tensor-tabulate (lambda (i j) (car i)) 0 3)", np.zeros((0, 3)))
    indices = "(tensor-tabulate (lambda (i) (if (exact? i) (tensor-ref a i) 100)) 3)"
    value(g, "tensor-tabulate has exact indices", indices, v3, a=v3)
    value(g, "vector->tensor", "(vector->tensor (vector 1 2.5 3))", [1, 2.5, 3])
    value(g, "vector->tensor of nothing", "(vector->tensor (vector))", np.zeros(0))
    value(g, "list->tensor", "(list->tensor '(1 2.5 3))", [1, 2.5, 3])
    value(g, "list->tensor of nothing", "(list->tensor '())", np.zeros(0))
    value(g, "list->tensor of lists", "(list->tensor '((1 2) (3 4) (5 6)))", [[1, 2], [3, 4], [5, 6]])
    half = np.array([[1.0, -0.5, 2.25], [0.0, 4.0, 5.5]])
    written(g, "tensor->list 1", "(tensor->list a)", "(1.0 -0.5 2.25)", a=half[0])
    written(g, "tensor->list 2", "(tensor->list a)", "((1.0 -0.5 2.25) (0.0 4.0 5.5))", a=half)
    expected = "(((1.0) (-0.5) (2.25)) ((0.0) (4.0) (5.5)))"
    written(g, "tensor->list 3", "(tensor->list a)", expected, a=half.reshape(2, 3, 1))
    written(g, "tensor->list of nothing", "(tensor->list a)", "()", a=np.zeros(0))
    written(g, "tensor->list of empty rows", "(tensor->list a)", "(() ())", a=np.zeros((2, 0)))
    written(g, "tensor->vector 1", "(tensor->vector a)", "#(1.0 -0.5 2.25)", a=half[0])
    written(g, "tensor->vector 2", "(tensor->vector a)", "#(1.0 -0.5 2.25 0.0 4.0 5.5)", a=half)
    written(g, "tensor->vector of nothing", "(tensor->vector a)", "#()", a=np.zeros((2, 0)))
    value(g, "lists and back", "(list->tensor (tensor->list a))", half, a=half)
    value(g, "vectors and back", "(reshape (vector->tensor (tensor->vector a)) 2 3)", half, a=half)


def printing():
    g = "written form"
    written(g, "vector", "(tensor 1 2)", "#tensor(1.0 2.0)")
    written(g, "one element", "(tensor '(0.1))", "#tensor(0.1)")
    written(g, "matrix", "(tensor '((1 2) (3 4)))", "#tensor((1.0 2.0) (3.0 4.0))")
    written(g, "rank 3", "(zeros 2 1 2)", "#tensor(((0.0 0.0)) ((0.0 0.0)))")
    written(g, "shape 0", "(zeros 0)", "#tensor()")
    written(g, "shape 2 0", "(zeros 2 0)", "#tensor(() ())")
    special = "-0.0 +inf.0 -inf.0 +nan.0 1e21"
    written(g, "special numbers", f"(tensor {special})", f"#tensor({special})")
    written(g, "inside a list", "(list 1 (tensor 2 3) 'a)", "(1 #tensor(2.0 3.0) a)")
    displayed = "(with-output-to-string (lambda () (display (eye 2))))"
    written(g, "displayed", displayed, '"#tensor((1.0 0.0) (0.0 1.0))"')
    written(g, "an input", "a", "#tensor((1.5 -2.0))", a=np.array([[1.5, -2.0]]))
    written(g, "rank 0 is a number", "(sum a)", "3.0", a=np.array([1.0, 2.0]))


# ---- shape -----------------------------------------------------------------------------------------------------------------

SHAPES = [(3,), (1,), (0,), (2, 3), (1, 1), (2, 0), (0, 2), (2, 3, 4), (1, 3, 1), (2, 0, 3)]


def shapes():
    g = "shape"
    written(g, "tensor? of a tensor", "(tensor? a)", "#t", a=normal(2))
    written(g, "tensor? of an empty one", "(tensor? a)", "#t", a=np.zeros(0))
    others = "(map tensor? (list '(1 2) (vector 1.0) \"a\" 'a #t '() car))"
    written(g, "tensor? of others", others, "(#f #f #f #f #f #f #f)")
    for shape in SHAPES:
        a = normal(*shape)
        dimensions = f"({' '.join(map(str, shape))})"
        written(g, f"tensor-shape {dimensions}", "(tensor-shape a)", dimensions, a=a)
        written(g, f"shape {dimensions}", "(shape a)", dimensions, a=a)
        expected = f"({len(shape)} {a.size})"
        written(g, f"rank and size {dimensions}", "(list (tensor-rank a) (tensor-size a))", expected, a=a)
        value(g, f"flatten {dimensions}", "(flatten a)", a.ravel(), a=a)
        value(g, f"squeeze {dimensions}", "(squeeze a)", a.squeeze(), a=a)
        value(g, f"transpose {dimensions}", "(transpose a)", a.T, a=a)
        for axis in {0, len(shape), -1}:
            expression = f"(expand-dims a {axis})"
            value(g, f"{expression} {dimensions}", expression, np.expand_dims(a, axis), a=a)
    written(g, "of a number", "(list (tensor-shape x) (tensor-rank x) (tensor-size x))", "(() 0 1)", x=1.5)
    value(g, "expand-dims of a number", "(expand-dims x 0)", [1.5], x=1.5)

    a = normal(2, 3, 4)
    for axes in ["0 1 2", "2 0 1", "1 0 2", "1 2 0", "-1 0 1", "0 -1 -2"]:
        expected = a.transpose([int(i) for i in axes.split()])
        value(g, f"transpose with axes {axes}", f"(transpose a '({axes}))", expected, a=a)
    m = normal(2, 3)
    value(g, "transpose of a matrix with axes", "(transpose a '(1 0))", m.T, a=m)
    value(g, "transpose by computed axes", "(transpose a (list 1 0))", m.T, a=m)

    six = normal(2, 3)
    for new in [(6,), (3, 2), (1, 6), (2, 3), (1, 2, 3), (-1,), (3, -1), (-1, 2), (2, -1, 1)]:
        dimensions = " ".join(map(str, new))
        value(g, f"reshape to {dimensions}", f"(reshape a {dimensions})", six.reshape(new), a=six)
        value(g, f"reshape to a list {dimensions}", f"(reshape a '({dimensions}))", six.reshape(new), a=six)
    value(g, "reshape of nothing", "(reshape a 3 0)", np.zeros((3, 0)), a=np.zeros((0, 2)))
    value(g, "reshape to rank 0", "(reshape a '())", 2.5, a=np.array([[2.5]]))
    value(g, "reshape of a number", "(reshape x 1 1)", [[2.5]], x=2.5)
    value(g, "reshape of a transposed matrix", "(reshape (transpose a) 2 3)", six.T.reshape(2, 3), a=six)

    for name, old, new in [
        ("a number", (), (2, 3)),
        ("a vector", (3,), (2, 3)),
        ("a column", (2, 1), (2, 3)),
        ("a row", (1, 3), (2, 3)),
        ("one element", (1,), (4,)),
        ("one element to nothing", (1,), (0,)),
        ("a vector to no rows", (3,), (0, 3)),
        ("the same", (2, 3), (2, 3)),
        ("a matrix to rank 3", (3, 1), (2, 3, 4)),
        ("a middle axis", (2, 1, 2), (2, 3, 2)),
    ]:
        a = normal(*old)
        expression = f"(broadcast-to a '({' '.join(map(str, new))}))"
        value(g, f"broadcast-to of {name}", expression, np.broadcast_to(a, new), a=a)


def parts():
    g = "parts"
    v, m, t = normal(5), normal(3, 4), normal(2, 3, 4)
    for i in [0, 2, 4, -1, -5]:
        value(g, f"tensor-ref {i}", f"(tensor-ref a {i})", v[i], a=v)
    for index in [(0, 0), (2, 3), (-1, 1), (1, -4), (1,), (-1,)]:
        expression = f"(tensor-ref a {' '.join(map(str, index))})"
        value(g, f"{expression} of a matrix", expression, m[index], a=m)
    for index in [(1, 2, 3), (-1, -1, -1), (1,), (0, 2), (-2, -3)]:
        expression = f"(tensor-ref a {' '.join(map(str, index))})"
        value(g, f"{expression} of rank 3", expression, t[index], a=t)
    value(g, "tensor-ref of empty rows", "(tensor-ref a 1)", np.zeros(0), a=np.zeros((2, 0)))
    value(g, "tensor-ref by computed indices", "(tensor-ref a (- 3 1) (+ 1 1))", m[2, 2], a=m)

    all_ = slice(None)
    for spec, index in [
        ("'(1 3)", slice(1, 3)),
        ("'(0 5)", all_),
        ("'(1 #f)", slice(1, None)),
        ("'(#f 2)", slice(None, 2)),
        ("'(#f #f)", all_),
        ("#t", all_),
        ("3", 3),
        ("-2", -2),
        ("'(0 5 2)", slice(0, 5, 2)),
        ("'(1 #f 3)", slice(1, None, 3)),
        ("'(#f #f -1)", slice(None, None, -1)),
        ("'(#f #f -2)", slice(None, None, -2)),
        ("'(3 0 -1)", slice(3, 0, -1)),
        ("'(3 #f -1)", slice(3, None, -1)),
        ("'(#f 1 -1)", slice(None, 1, -1)),
        ("'(2 2)", slice(2, 2)),
        ("'(5 5)", slice(5, 5)),
        ("'(#f #f 7)", slice(None, None, 7)),
        ("(list 1 (+ 2 2))", slice(1, 4)),
    ]:
        value(g, f"(tensor-slice a {spec})", f"(tensor-slice a {spec})", v[index], a=v)
    for spec, index in [
        ("1", 1),
        ("'(1 3)", slice(1, 3)),
        ("#t 2", (all_, 2)),
        ("#t '(1 3)", (all_, slice(1, 3))),
        ("-1 -1", (-1, -1)),
        ("2 '(#f #f -1)", (2, slice(None, None, -1))),
        ("'(#f #f 2) '(3 #f -2)", (slice(None, None, 2), slice(3, None, -2))),
        ("'(1 1) #t", (slice(1, 1), all_)),
        ("'(0 2) '(2 2)", (slice(0, 2), slice(2, 2))),
        ("'(0 1) 0", (slice(0, 1), 0)),
    ]:
        value(g, f"(tensor-slice a {spec}) of a matrix", f"(tensor-slice a {spec})", m[index], a=m)
    for spec, index in [
        ("1", 1),
        ("#t #t 1", (all_, all_, 1)),
        ("#t 0", (all_, 0)),
        ("0 '(1 3) '(#f #f 3)", (0, slice(1, 3), slice(None, None, 3))),
        ("'(#f #f -1) '(#f #f -1) '(#f #f -1)", (slice(None, None, -1),) * 3),
        ("1 -1 0", (1, -1, 0)),
    ]:
        value(g, f"(tensor-slice a {spec}) of rank 3", f"(tensor-slice a {spec})", t[index], a=t)
    value(g, "tensor-slice of nothing", "(tensor-slice a '(0 0))", np.zeros((0, 2)), a=np.zeros((0, 2)))

    a, b, c = normal(2, 3), normal(1, 3), normal(2, 2)
    value(g, "concat of rows", "(concat a b)", np.concatenate([a, b]), a=a, b=b)
    value(g, "concat of a list", "(concat (list a b a))", np.concatenate([a, b, a]), a=a, b=b)
    value(g, "concat along axis 0", "(concat (list b a) 0)", np.concatenate([b, a]), a=a, b=b)
    value(g, "concat along axis 1", "(concat (list a c) 1)", np.concatenate([a, c], 1), a=a, c=c)
    value(g, "concat along axis -1", "(concat (list a c a) -1)", np.concatenate([a, c, a], -1), a=a, c=c)
    value(g, "concat of one", "(concat a)", a, a=a)
    value(g, "concat of a list of one", "(concat (list a) 1)", a, a=a)
    value(g, "concat of vectors", "(concat a b c)", np.concatenate([v, v[:1], v[:2]]), a=v, b=v[:1], c=v[:2])
    value(g, "concat with nothing", "(concat a b)", v, a=v, b=np.zeros(0))
    value(g, "concat of nothing", "(concat a a)", np.zeros(0), a=np.zeros(0))
    value(g, "concat of empty rows", "(concat a b)", np.zeros((3, 0)), a=np.zeros((2, 0)), b=np.zeros((1, 0)))
    value(g, "concat with empty columns", "(concat (list a b) 1)", a, a=a, b=np.zeros((2, 0)))
    u = normal(2, 1, 4)
    value(g, "concat of rank 3", "(concat (list a b) 1)", np.concatenate([t, u], 1), a=t, b=u)
    value(g, "concat of rank 3 along -2", "(concat (list a b) -2)", np.concatenate([t, u], -2), a=t, b=u)
    a, b = normal(2, 3), normal(2, 3)
    value(g, "stack", "(stack a b)", np.stack([a, b]), a=a, b=b)
    for axis in [0, 1, 2, -1, -2, -3]:
        expression = f"(stack (list a b a) {axis})"
        value(g, f"{expression}", expression, np.stack([a, b, a], axis), a=a, b=b)
    value(g, "stack of vectors", "(stack a b)", np.stack([a[0], b[0]]), a=a[0], b=b[0])
    value(g, "stack of vectors as columns", "(stack (list a b) 1)", np.stack([a[0], b[0]], 1), a=a[0], b=b[0])
    value(g, "stack of numbers", "(stack x 2.5 x)", [1.25, 2.5, 1.25], x=1.25)
    value(g, "stack of a list of numbers", "(stack (list x 2.5))", [1.25, 2.5], x=1.25)
    value(g, "stack of one", "(stack a)", a[None], a=a)
    value(g, "stack of nothing", "(stack a a)", np.zeros((2, 0)), a=np.zeros(0))

    for n in [0, 1, 3]:
        for k in [0, 1, -2]:
            x = normal(n)
            expected = np.diag(x, k) if n else np.zeros((abs(k), abs(k)))
            value(g, f"diag of {n} numbers, {k}", f"(diag a {k})", expected, a=x)
    value(g, "diag of a vector", "(diag a)", np.diag(v), a=v)
    for shape in [(3, 3), (2, 4), (4, 2), (1, 3)]:
        x = normal(*shape)
        value(g, f"diag of a matrix {text_of(shape)}", "(diag a)", np.diag(x), a=x)
        for k in [0, 1, -1]:
            for name, f in [("diag", np.diag), ("tril", np.tril), ("triu", np.triu)]:
                if name == "diag" and not -shape[0] < k < shape[1]:
                    continue
                value(g, f"({name} a {k}) of {text_of(shape)}", f"({name} a {k})", f(x, k), a=x)
        value(g, f"tril {text_of(shape)}", "(tril a)", np.tril(x), a=x)
        value(g, f"triu {text_of(shape)}", "(triu a)", np.triu(x), a=x)
    for k in [-5, 5]:
        value(g, f"tril beyond {k}", f"(tril a {k})", np.tril(m, k), a=m)
        value(g, f"triu beyond {k}", f"(triu a {k})", np.triu(m, k), a=m)
    value(g, "tril of nothing", "(tril a)", np.zeros((0, 2)), a=np.zeros((0, 2)))
    for n in [0, 1, 4]:
        x = normal(n, n)
        summed(g, f"trace {n}", "(trace a)", np.trace(x), a=x)


# ---- element-wise ----------------------------------------------------------------------------------------------------------

BROADCASTS = [
    ((), (3,)),
    ((2, 3), ()),
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((2, 1), (3,)),
    ((4, 1), (1, 5)),
    ((2, 3), (2, 3)),
    ((2, 3, 4), (4,)),
    ((3, 1), (2, 3, 4)),
    ((3, 1, 2), (4, 1)),
    ((1, 1, 1), (2, 2)),
    ((1,), (4,)),
    ((1,), ()),
    ((0,), (1,)),
    ((0,), ()),
    ((0, 3), (3,)),
    ((2, 1), (2, 0)),
    ((0,), (2, 1)),
    ((2, 0, 3), (1, 1)),
]

# Name, function, domain.
UNARY = [
    ("sqrt", np.sqrt, positive),
    ("square", np.square, normal),
    ("abs", np.abs, normal),
    ("exp", np.exp, normal),
    ("log", np.log, positive),
    ("sin", np.sin, normal),
    ("cos", np.cos, normal),
    ("tan", np.tan, normal),
    ("asin", np.arcsin, lambda *shape: within(-0.99, 0.99, *shape)),
    ("acos", np.arccos, lambda *shape: within(-0.99, 0.99, *shape)),
    ("atan", np.arctan, normal),
    ("sinh", np.sinh, normal),
    ("cosh", np.cosh, normal),
    ("tanh", np.tanh, normal),
    ("expm1", np.expm1, normal),
    ("log1p", np.log1p, lambda *shape: within(-0.9, 3, *shape)),
    ("floor", np.floor, normal),
    ("ceiling", np.ceil, normal),
    ("truncate", np.trunc, normal),
    ("round", np.round, normal),
]

# What NumPy calls them.
BINARY = [
    ("+", np.add, normal),
    ("-", np.subtract, normal),
    ("*", np.multiply, normal),
    ("/", np.divide, normal),
    ("expt", np.power, positive),
    ("atan", np.arctan2, normal),
    ("max", np.maximum, normal),
    ("min", np.minimum, normal),
]


def elements():
    g = "element-wise"
    for name, f, domain in UNARY:
        for shape in [(5,), (1,), (0,), (2, 3), (2, 0), (2, 1, 3)]:
            a = domain(*shape)
            value(g, f"{name} {text_of(shape)}", f"({name} a)", f(a), a=a)
    for name, f, domain in BINARY:
        for left, right in BROADCASTS:
            a, b = domain(*left), domain(*right)
            value(g, f"{name} {text_of(left)} with {text_of(right)}", f"({name} a b)", f(a, b), a=a, b=b)

    a, b, c, x = normal(2, 3), normal(3), normal(2, 1), 1.25
    value(g, "negation", "(- a)", -a, a=a)
    value(g, "reciprocal", "(/ a)", 1 / a, a=a)
    for name in ["+", "*", "max", "min"]:
        value(g, f"{name} of one", f"({name} a)", a, a=a)
    summed(g, "+ of many", "(+ a b 1 c x 2.5)", a + b + 1 + c + x + 2.5, a=a, b=b, c=c, x=x)
    summed(g, "- of many", "(- a b 1 c x)", a - b - 1 - c - x, a=a, b=b, c=c, x=x)
    summed(g, "- of a number and many", "(- 10 c b a)", 10 - c - b - a, a=a, b=b, c=c)
    value(g, "* of many", "(* 2 c b x a)", 2 * c * b * x * a, a=a, b=b, c=c, x=x)
    value(g, "/ of many", "(/ a 2 b c x)", a / 2 / b / c / x, a=a, b=b, c=c, x=x)
    value(g, "/ of a number and many", "(/ 3 b c)", 3 / b / c, b=b, c=c)
    expected = np.maximum(np.maximum(np.maximum(a, b), c), 0.5)
    value(g, "max of many", "(max a b c 0.5)", expected, a=a, b=b, c=c)
    expected = np.minimum(np.minimum(np.minimum(-0.25, a), b), c)
    value(g, "min of many", "(min -0.25 a b c)", expected, a=a, b=b, c=c)
    value(g, "numbers first, then a tensor", "(+ 1 2 x b)", 1 + 2 + x + b, b=b, x=x)
    value(g, "with an exact integer", "(* 3 a)", 3 * a, a=a)
    value(g, "with a large exact integer", "(+ a 4611686018427387904)", a + 2.0**62, a=a)
    value(g, "results outgrow their first operands", "(+ b c a 0)", b + c + a + 0, a=a, b=b, c=c, scale=1)

    for n in [0, 1, 2, 3, -1, -2, 7]:
        value(g, f"expt to the {n}", f"(expt a {n})", a**n, a=a)
    p = positive(2, 3)
    value(g, "expt to a number", "(expt a 0.5)", p**0.5, a=p)
    value(g, "expt of a number", "(expt 2 a)", 2**a, a=a)
    whole = [3.0, 2.0, -1.0]
    value(g, "expt of negative numbers to whole ones", "(expt a b)", [-8, 4, -0.5], a=[-2.0, -2, -2], b=whole)
    value(g, "square root of squares", "(sqrt a)", [0, 1, 2, 1.5], a=[0.0, 1, 4, 2.25])

    halves = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.0, 1e300])
    for name, f in [("round", np.round), ("floor", np.floor), ("ceiling", np.ceil), ("truncate", np.trunc)]:
        value(g, f"{name} of halves", f"({name} a)", f(halves), a=halves)
    tiny = np.array([1e-10, -1e-10, 1e-300, 0.0, -3e-5])
    for name, f in [("expm1", np.expm1), ("log1p", np.log1p), ("sinh", np.sinh), ("tanh", np.tanh)]:
        value(g, f"{name} of tiny numbers", f"({name} a)", f(tiny), a=tiny)
    large = np.array([100.0, -1000.0, 12345.678, 710.0, -800.0])
    with np.errstate(all="ignore"):
        ends = np.array([np.inf, -np.inf, np.nan, 0.0, 1.0])
        for name, f, _ in UNARY:
            if name in ("exp", "tanh", "sin", "cosh", "atan", "expm1"):
                value(g, f"{name} of large numbers", f"({name} a)", f(large), a=large)
            if name in ("exp", "abs", "square", "floor", "atan", "sqrt", "log", "tanh", "log1p"):
                value(g, f"{name} of special numbers", f"({name} a)", f(ends), a=ends)
        value(g, "log of 0 and below", "(log a)", np.log([0.0, -1.0]), a=[0.0, -1.0])
        value(g, "sqrt below 0", "(sqrt a)", np.sqrt([-1.0, 4.0]), a=[-1.0, 4.0])
        value(g, "asin outside", "(asin a)", np.arcsin([2.0, 1.0]), a=[2.0, 1.0])
        zero, one = np.array([0.0, 1.0, -1.0]), np.array([0.0, 0.0, 0.0])
        value(g, "division by zero", "(/ a b)", zero / one, a=zero, b=one)
        value(g, "division by an exact zero", "(/ a 0)", zero / 0.0, a=zero)
    ys, xs = np.array([0.0, 0.0, 1.0, -1.0, 0.0]), np.array([1.0, -1.0, 0.0, 0.0, 0.0])
    value(g, "atan on the axes", "(atan a b)", np.arctan2(ys, xs), a=ys, b=xs)
    expected = np.exp(-a) / (1 + np.sin(b) ** 2)
    value(g, "nested", "(/ (exp (- a)) (+ 1 (square (sin b))))", expected, a=a, b=b)


# ---- reductions ------------------------------------------------------------------------------------------------------------


def scheme_axis(axis):
    if axis is None:
        return "#f"
    return f"'({' '.join(map(str, axis))})" if isinstance(axis, tuple) else str(axis)


def axes_of(shape):
    rank = len(shape)
    some = [*range(rank), -1]
    if rank == 2:
        some += [(0, 1), (1,)]
    if rank > 2:
        some += [(0, 2), (-1, 0), (2, 1, 0)]
    return some


def log_sum_exp(x, axis=None, keepdims=False):
    with np.errstate(divide="ignore"):
        return scipy.special.logsumexp(x, axis=axis, keepdims=keepdims)


def norm(x, axis=None, keepdims=False):
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


REDUCTIONS = [
    ("sum", np.sum),
    ("mean", np.mean),
    ("prod", np.prod),
    ("var", np.var),
    ("std", np.std),
    ("amax", np.max),
    ("amin", np.min),
    ("norm", norm),
    ("logsumexp", log_sum_exp),
]


def reductions():
    g = "reductions"
    for name, f in REDUCTIONS:
        for shape in [(5,), (1,), (3, 4), (2, 3, 4), (2, 1, 3)]:
            a = normal(*shape)
            summed(g, f"{name} {text_of(shape)}", f"({name} a)", f(a), a=a)
            for axis in axes_of(shape):
                # A tuple for norm and logsumexp as for the others: an axis may be a list wherever there is one.
                if name in ("norm", "logsumexp") and isinstance(axis, tuple):
                    continue
                text = scheme_axis(axis)
                summed(g, f"{name} {text_of(shape)} by {text}", f"({name} a {text})", f(a, axis=axis), a=a)
                if axis in (0, (0, 2)):
                    kept = f(a, axis=axis, keepdims=True)
                    summed(g, f"{name} {text_of(shape)} by {text}, kept", f"({name} a {text} #t)", kept, a=a)
        a = normal(2, 3)
        summed(g, f"{name} by #f", f"({name} a #f)", f(a), a=a)
        summed(g, f"{name} of all, kept", f"({name} a #f #t)", f(a, keepdims=True), a=a)
        summed(g, f"{name}, not kept", f"({name} a 0 #f)", f(a, axis=0), a=a)
        summed(g, f"{name} of nothing by the other axis", f"({name} a 1)", np.zeros(0), a=np.zeros((0, 3)))
        empty = np.zeros((1, 0))
        summed(g, f"{name} of nothing by the other axis, kept", f"({name} a 0 #t)", empty, a=np.zeros((3, 0)))
    for name, start in [("sum", 0.0), ("prod", 1.0), ("norm", 0.0)]:
        summed(g, f"{name} of nothing", f"({name} a)", start, a=np.zeros(0))
        summed(g, f"{name} of empty rows", f"({name} a 1)", np.full(2, start), a=np.zeros((2, 0)))
    for name in ["sum", "mean", "prod", "amax", "amin"]:
        value(g, f"{name} of a number", f"({name} x)", 1.25, x=1.25)
    m = normal(3, 4)
    value(g, "tensor-max", "(tensor-max a 1)", m.max(1), a=m)
    value(g, "tensor-min", "(tensor-min a)", m.min(), a=m)
    summed(g, "var far from 0", "(var a)", 1.25, 1e-9, a=1e6 + np.array([1.0, 2, 3, 4]))

    a = normal(3, 4)
    for name, f in [("argmax", np.argmax), ("argmin", np.argmin)]:
        written(g, f"{name}", f"({name} a)", str(f(a)), a=a)
        written(g, f"{name} of a vector", f"({name} a)", str(f(a[1])), a=a[1])
        written(g, f"{name} of one", f"({name} a)", "0", a=a[:1, :1])
        for axis in [0, 1, -1]:
            value(g, f"{name} by {axis}", f"({name} a {axis})", f(a, axis=axis), a=a)
        t = normal(2, 3, 4)
        value(g, f"{name} of rank 3", f"({name} a 1)", f(t, axis=1), a=t)
        tied = np.array([[1.0, 1.0], [1.0, 1.0]])
        written(g, f"{name} of equal numbers", f"({name} a)", "0", a=tied)
        value(g, f"{name} of equal numbers by an axis", f"({name} a 0)", [0, 0], a=tied)

    large = np.array([[1000.0, 1001.0, 999.5], [-1000.0, -1002.0, -1000.5]])
    summed(g, "logsumexp of large numbers", "(logsumexp a)", log_sum_exp(large), a=large)
    summed(g, "logsumexp of large numbers by an axis", "(logsumexp a 1)", log_sum_exp(large, axis=1), a=large)
    partly = np.array([-np.inf, 0.0, 1.0])
    summed(g, "logsumexp with -inf", "(logsumexp a)", log_sum_exp(partly), a=partly)
    for shape in [(4,), (1,), (2, 3), (1, 3), (2, 3, 4)]:
        a = normal(*shape)
        summed(g, f"softmax {text_of(shape)}", "(softmax a)", scipy.special.softmax(a, axis=-1), a=a)
        summed(g, f"cumsum {text_of(shape)}", "(cumsum a)", np.cumsum(a), a=a)
        for axis in {0, len(shape) - 1, -1, -len(shape)}:
            expected = scipy.special.softmax(a, axis=axis)
            summed(g, f"softmax {text_of(shape)} by {axis}", f"(softmax a {axis})", expected, a=a)
            summed(g, f"cumsum {text_of(shape)} by {axis}", f"(cumsum a {axis})", np.cumsum(a, axis), a=a)
    summed(g, "softmax of large numbers", "(softmax a)", scipy.special.softmax(large, axis=1), a=large)
    summed(g, "softmax with -inf", "(softmax a)", scipy.special.softmax(partly), a=partly)
    summed(g, "softmax of nothing", "(softmax a)", np.zeros((0, 3)), a=np.zeros((0, 3)))
    summed(g, "cumsum of nothing", "(cumsum a)", np.zeros(0), a=np.zeros((2, 0)))
    summed(g, "cumsum of nothing by an axis", "(cumsum a 0)", np.zeros((2, 0)), a=np.zeros((2, 0)))


# ---- linear algebra --------------------------------------------------------------------------------------------------------


def products():
    g = "products"
    for n in [0, 1, 5]:
        a, b = normal(n), normal(n)
        summed(g, f"dot {n}", "(dot a b)", a @ b, a=a, b=b)
    for left, right in [
        ((2, 3), (3, 4)),
        ((3, 3), (3, 3)),
        ((1, 3), (3, 1)),
        ((3, 1), (1, 2)),
        ((1, 1), (1, 1)),
        ((2, 0), (0, 3)),
        ((0, 2), (2, 3)),
        ((2, 3), (3, 0)),
        ((2, 3), (3,)),
        ((1, 3), (3,)),
        ((2, 0), (0,)),
        ((0, 3), (3,)),
        ((2,), (2, 3)),
        ((0,), (0, 3)),
        ((1,), (1, 1)),
        ((4,), (4,)),
        ((0,), (0,)),
        ((7, 9), (9, 5)),
        ((33, 17), (17, 21)),
    ]:
        a, b = normal(*left), normal(*right)
        name = f"{text_of(left)} by {text_of(right)}"
        summed(g, f"matmul {name}", "(matmul a b)", a @ b, a=a, b=b)
        if len(left) == 2 and len(right) == 1:
            summed(g, f"matvec {name}", "(matvec a b)", a @ b, a=a, b=b)
    for n, m in [(3, 2), (1, 4), (3, 1), (0, 2), (2, 0)]:
        a, b = normal(n), normal(m)
        value(g, f"outer {n} {m}", "(outer a b)", np.outer(a, b), a=a, b=b)
    a, b = normal(3, 2), normal(3, 4)
    summed(g, "matmul of a transposed matrix", "(matmul (transpose a) b)", a.T @ b, a=a, b=b)
    summed(g, "matmul of three", "(matmul (matmul a b) (transpose b))", a.T @ b @ b.T, a=a.T, b=b)
    v = normal(3)
    square = normal(3, 3)
    summed(g, "a quadratic form", "(dot a (matmul b a))", v @ square @ v, a=v, b=square)


def factored(a, b):
    return np.linalg.solve(a, b) if a.size else np.zeros(b.shape)


def equations():
    g = "equations"
    for n in [0, 1, 2, 3, 9]:
        a, s = invertible(n), spd(n)
        lower, upper = np.tril(invertible(n)), np.triu(invertible(n))
        np.fill_diagonal(lower, np.sign(within(-1, 1, n)) * within(1, 2, n))
        np.fill_diagonal(upper, np.sign(within(-1, 1, n)) * within(1, 2, n))
        # What stands in the other triangle is not read.
        full = lower + np.triu(normal(n, n), 1)
        full_upper = upper + np.tril(normal(n, n), -1)
        # The mean of this matrix and its transpose is s.
        apart = np.triu(normal(n, n), 1)
        asymmetric = s + apart - apart.T
        solved(g, f"cholesky {n}", "(cholesky a)", np.linalg.cholesky(s), a=s)
        solved(g, f"cholesky {n} of an asymmetric matrix", "(cholesky a)", np.linalg.cholesky(s), a=asymmetric)
        solved(g, f"inv {n}", "(inv a)", np.linalg.inv(a), a=a)
        solved(g, f"inv {n} times the matrix", "(matmul (inv a) a)", np.eye(n), a=a)
        solved(g, f"det {n}", "(det a)", np.linalg.det(a), a=a)
        # One row changes its sign when the determinant is negative.
        b = a * np.where(np.arange(n) == 0, np.linalg.slogdet(a)[0], 1.0)[:, None]
        solved(g, f"logdet {n}", "(logdet a)", np.linalg.slogdet(b)[1], a=b)
        solved(g, f"logdet {n} of a symmetric one", "(logdet a)", np.linalg.slogdet(s)[1], a=s)
        right = [(n,), (n, 2), (n, 1), (n, 0)] if n < 9 else [(n,), (n, 3)]
        for shape in right:
            b = normal(*shape)
            name = f"{n} by {text_of(shape)}"
            solved(g, f"solve {name}", "(solve a b)", factored(a, b), a=a, b=b)
            solved(g, f"solve-spd {name}", "(solve-spd a b)", factored(s, b), a=s, b=b)
            for rest, matrix, t in [
                ("", lower, full),
                (" 'lower", lower, full),
                (" 'upper", upper, full_upper),
                (" 'lower #f", lower, full),
                (" 'lower #t", lower.T, full),
                (" 'upper #t", upper.T, full_upper),
            ]:
                expected = factored(matrix, b)
                solved(g, f"triangular-solve{rest} {name}", f"(triangular-solve a b{rest})", expected, a=t, b=b)
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    solved(g, "solve with a zero pivot", "(solve a b)", [3, 2], a=swap, b=[2.0, 3.0])
    solved(g, "inv with a zero pivot", "(inv a)", swap, a=swap)
    value(g, "det with a zero pivot", "(det a)", -1, a=swap)
    value(g, "det of a singular matrix", "(det a)", 0, scale=1, a=np.array([[1.0, 2.0], [2.0, 4.0]]))
    value(g, "det of zeros", "(det a)", 0, a=np.zeros((3, 3)))
    scaled = invertible(3) * 1e-100
    solved(g, "solve of tiny numbers", "(solve a b)", np.ones(3), a=scaled, b=scaled @ np.ones(3))
    a = 100 * np.eye(200)
    solved(g, "logdet beyond the range of det", "(logdet (* x (eye 200)))", np.linalg.slogdet(a)[1], x=100.0)


# ---- where the description leaves room ---------------------------------------------------------------------------------------


def room():
    g = "open"
    v = normal(5)
    value(g, "tensor of one number has one element", "(tensor 5)", [5])
    value(g, "tensor of no argument", "(tensor)", np.zeros(0))
    value(g, "flatten of a number", "(flatten x)", [1.25], x=1.25)
    value(g, "squeeze of a number", "(squeeze x)", 1.25, x=1.25)
    value(g, "slices count from the end", "(tensor-slice a '(-3 -1))", v[-3:-1], a=v)
    value(g, "slices count from the end, backwards", "(tensor-slice a '(-1 -4 -1))", v[-1:-4:-1], a=v)
    value(g, "a slice that ends before it starts is empty", "(tensor-slice a '(3 1))", np.zeros(0), a=v)
    m = normal(2, 3)
    summed(g, "trace of a matrix that is not square", "(trace a)", np.trace(m), a=m)
    value(g, "diag off the matrix is empty", "(diag a 3)", np.zeros(0), a=m)
    none = np.full(2, -np.inf)
    summed(g, "logsumexp of nothing but -inf", "(logsumexp a)", -np.inf, a=none)
    t = normal(2, 3, 4)
    for name, f in [("norm", norm), ("logsumexp", log_sum_exp)]:
        summed(g, f"{name} by several axes", f"({name} a '(0 2))", f(t, axis=(0, 2)), a=t)
    others = "(list (+ a 0) (+ a 1) (flatten a))"
    written(g, "equal? of tensors", f"(map (lambda (b) (equal? a b)) {others})", "(#t #f #f)", a=m)


for part in [construction, printing, shapes, parts, elements, reductions, products, equations, room]:
    part()
names = [f"{case['group']}: {case['name']}" for case in cases]
assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
# One case a line.
TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
print(f"{len(cases)} cases in {TARGET.name}")
