#!/usr/bin/env python3
"""Checks a log of the record by itself: only this file and Python's standard library (3.9 or later).

    python3 verify.py FOLDER

The folder is a node's own, with founding.txt in or beside it, whose keys it takes, and one folder for each log in logs/;
or a copy of what one log serves:

    keys/*                 verifier keys, one a file; the log's own key is the one named like the log
    checkpoint             the log's signed head
    tile/...               its tree and its leaves (c2sp.org/tlog-tiles)
    proof/*.tlog-proof     receipts: one leaf is in the log (c2sp.org/tlog-proof)
    proof/*.consistency    growth: "old N", hashes, an empty line, the newer checkpoint; the older one is proof/N.checkpoint

It ends with 0 only when everything holds. Ed25519 signatures (types 0x01 and 0x04) are verified here, by the arithmetic of
RFC 8032 at the end of this file. Of ML-DSA-44 cosignatures (0x06) and of other types only the form is looked at, and it says so.
"""

import hashlib
import os
import sys
from base64 import b64decode, b64encode

class Refused(Exception):
    """Something doesn't hold; the text says what."""

def need(condition, reason):
    if not condition:
        raise Refused(reason)

def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()

def sha256(data):
    return hashlib.sha256(data).digest()

def base64(text):
    """Standard base64 in its one spelling."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise Refused("not base64: " + text[:40])
    need(b64encode(data).decode() == text, "a second spelling of base64: " + text[:40])
    return data

def decimal(text):
    need(text.isascii() and text.isdigit() and str(int(text)) == text and int(text) < 2**63, "not a number: " + text[:40])
    return int(text)

# --- Keys and signed notes (c2sp.org/signed-note) ---------------------------------------------------------------------
class Key:
    """A verifier key: name+id+base64 of a type byte and the public key."""

    def __init__(self, line):
        parts = line.split("+", 2)
        need(len(parts) == 3, "not a verifier key: " + line[:60])
        self.name, stated, data = parts[0], parts[1], base64(parts[2])
        need(self.name and not any(c.isspace() for c in self.name), "a key without a proper name")
        need(len(data) > 1, "a key without bytes")
        self.type, self.public = data[0], data[1:]
        self.id = sha256(self.name.encode() + b"\n" + data)[:4]
        need(self.id.hex() == stated, f"the id of key {self.name} should be {self.id.hex()}, not {stated}")

def parse_note(data):
    """The text of a note, and its signatures as (name, id, signature)."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("a note that is not UTF-8")
    need(not any(c < " " and c != "\n" for c in note), "a control character in a note")
    need(note.endswith("\n"), "a note without a final newline")
    end = note.rfind("\n\n")
    need(end >= 0, "a note without signatures")
    text, lines = note[: end + 1], note[end + 2 :].split("\n")[:-1]
    need(lines, "a note without signatures")
    signatures = []
    for line in lines:
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "\u2014" and parts[1], "a malformed signature line: " + line[:60])
        data = base64(parts[2])
        need(len(data) > 4, "a signature without bytes")
        signatures.append((parts[1], data[:4], data[4:]))
    return text, signatures

class Head:
    """A log's signed checkpoint (c2sp.org/tlog-checkpoint), under the keys that we were given."""

    def __init__(self, data, keys):
        self.text, signatures = parse_note(data)
        lines = self.text.split("\n")[:-1]
        need(len(lines) >= 3 and all(lines), "a checkpoint has three lines or more, none of them empty")
        self.origin, self.size, self.root = lines[0], decimal(lines[1]), base64(lines[2])
        need(len(self.root) == 32, "a root that is not 32 bytes")
        self.signed, self.unproved = [], []
        for key in keys:
            for name, key_id, signature in signatures:
                if (name, key_id) == (key.name, key.id):
                    self.check(key, signature)
        own = [key.name for key in keys if key.type == 1 and key.name == self.origin and key in self.signed]
        need(own, f"the log {self.origin} has not signed its own checkpoint")

    def check(self, key, signature):
        """One signature by a known key: it must hold, or the whole note is refused."""
        if key.type == 0x01:
            need(ed25519(key.public, self.text.encode(), signature), f"the signature of {key.name} is false")
        elif key.type == 0x04:
            need(len(signature) == 72, f"the cosignature of {key.name} is not a time and 64 bytes")
            time = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{self.text}".encode()
            need(time < 2**63 and ed25519(key.public, message, signature[8:]), f"the cosignature of {key.name} is false")
        else:
            fits = key.type != 0x06 or (len(key.public) == 1312 and len(signature) == 2428)
            need(fits, f"the cosignature of {key.name} has a wrong length")
        (self.signed if key.type in (0x01, 0x04) else self.unproved).append(key)

# --- The tree (RFC 6962, section 2.1) ---------------------------------------------------------------------------------
def leaf_hash(leaf):
    return sha256(b"\x00" + leaf)

def node_hash(left, right):
    return sha256(b"\x01" + left + right)

def split(count):
    return 1 << (count - 1).bit_length() - 1  # the largest power of two below count

def root_of(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"")
    k = split(len(hashes))
    return node_hash(root_of(hashes[:k]), root_of(hashes[k:]))

def root_by_inclusion(leaf, index, size, path):
    """The root to which a path leads from the hash of leaf `index` in a tree of `size` leaves."""
    need(index < size, "a leaf beyond the tree")
    if size == 1:
        need(not path, "a path that is too long")
        return leaf
    need(path, "a path that is too short")
    k = split(size)
    if index < k:
        return node_hash(root_by_inclusion(leaf, index, k, path[:-1]), path[-1])
    return node_hash(path[-1], root_by_inclusion(leaf, index - k, size - k, path[:-1]))

def roots_by_consistency(old, new, proof, old_root, whole=True):
    """The older and the newer root to which a consistency proof leads; `whole` while the older tree is the one we know."""
    if old == new:
        if whole:
            need(not proof, "a proof that is too long")
            return old_root, old_root
        need(len(proof) == 1, "a proof of a wrong length")
        return proof[0], proof[0]
    need(proof, "a proof that is too short")
    k = split(new)
    if old <= k:
        older, newer = roots_by_consistency(old, k, proof[:-1], old_root, whole)
        return older, node_hash(newer, proof[-1])
    older, newer = roots_by_consistency(old - k, new - k, proof[:-1], old_root, False)
    return node_hash(proof[-1], older), node_hash(proof[-1], newer)

# --- Tiles (c2sp.org/tlog-tiles) --------------------------------------------------------------------------------------
def tile(folder, layer, index, width):
    name = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        name = "x%03d/%s" % (index % 1000, name)
    return read(folder, "tile", str(layer), name + (".p/%d" % width if width < 256 else ""))

def widths(count):
    """The tiles of a layer of so many elements: (index, width)."""
    return [(index, min(256, count - index * 256)) for index in range((count + 255) // 256)]

def leaves(folder, size):
    for index, width in widths(size):
        bundle = tile(folder, "entries", index, width)
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            need(len(bundle) >= 2 + length, f"bundle {index} is cut short")
            yield bundle[2 : 2 + length]
            bundle = bundle[2 + length :]
        need(not bundle, f"bundle {index} goes on beyond its leaves")

def check_tree(folder, head):
    """Hashes every leaf, compares every hash tile, and the root with the signed one. Gives the leaf hashes."""
    first = hashes = [leaf_hash(leaf) for leaf in leaves(folder, head.size)]
    need(root_of(hashes) == head.root, "the leaves lead to another root than the signed one")
    level = 0
    while hashes:
        for index, width in widths(len(hashes)):
            expected = b"".join(hashes[index * 256 : index * 256 + width])
            need(tile(folder, level, index, width) == expected, f"tile {index} of level {level} is not that of the leaves")
        hashes = [root_of(hashes[i : i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1
    return first

# --- The folder -------------------------------------------------------------------------------------------------------
def parts(data):
    """A proof's file: the lines above the first empty one, and the checkpoint below it."""
    above, mark, below = data.partition(b"\n\n")
    need(mark, "a proof without an empty line")
    return above.decode("utf-8").split("\n"), below

def after(word, lines):
    need(lines and lines[0].startswith(word + " "), f"a proof without its line '{word}'")
    return decimal(lines[0][len(word) + 1 :]), [base64(line) for line in lines[1:]]

def check_folder(folder):
    if not os.path.isdir(os.path.join(folder, "logs")):
        names = sorted(os.listdir(os.path.join(folder, "keys")))
        return check_log(folder, [Key(read(folder, "keys", name).decode("utf-8").rstrip("\n")) for name in names])
    beside = folder if os.path.exists(os.path.join(folder, "founding.txt")) else os.path.join(folder, "..")
    lines = [line.split(" ") for line in read(beside, "founding.txt").decode("utf-8").splitlines()]
    keys = [Key(words[2]) for words in lines if words[0] in ("node", "mirror")]
    for name in sorted(os.listdir(os.path.join(folder, "logs"))):
        check_log(os.path.join(folder, "logs", name), keys)

def check_log(folder, keys):
    head = Head(read(folder, "checkpoint"), keys)
    hashes = check_tree(folder, head)
    print(f"{head.origin}: {head.size} leaves under the signed root")
    for key in head.signed:
        print(f"  signed by {key.name}+{key.id.hex()}")
    for key in head.unproved:
        print(f"  there is a line of {key.name}+{key.id.hex()}, of a type that is not verified here")

    proofs = os.path.join(folder, "proof")
    for name in sorted(os.listdir(proofs)) if os.path.isdir(proofs) else []:
        if name.endswith(".tlog-proof"):
            lines, note = parts(read(proofs, name))
            need(lines[0] == "c2sp.org/tlog-proof@v1", name + " is no receipt")
            index, path = after("index", [line for line in lines[1:] if not line.startswith("extra ")])
            seen = Head(note, keys)
            need(index < len(hashes), f"{name}: its leaf is not in this copy")
            need(root_by_inclusion(hashes[index], index, seen.size, path) == seen.root, f"{name} is false")
        elif name.endswith(".consistency"):
            lines, note = parts(read(proofs, name))
            old, path = after("old", lines)
            older, newer = Head(read(proofs, f"{old}.checkpoint"), keys), Head(note, keys)
            need(0 < old == older.size <= newer.size, f"{name}: the sizes don't fit")
            roots = roots_by_consistency(old, newer.size, path, older.root)
            need(roots == (older.root, newer.root), f"{name} is false")
        else:
            continue
        print(f"  {name} holds")

# --- Ed25519 (RFC 8032, section 5.1), slow and plain; points are x, y with x^2 (-1) + y^2 = 1 + d x^2 y^2 mod p ---------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)

def add(a, b):
    """Extended coordinates (X, Y, Z, T), section 5.1.4."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (d - c) % P, (d + c) * (f + e) % P, (d - c) * (d + c) % P, (f - e) * (f + e) % P

def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        result, point, scalar = add(result, point) if scalar & 1 else result, add(point, point), scalar >> 1
    return result

def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0

def point(data):
    """Section 5.1.3; none for what is no point, is spelled a second way, or has low order."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    found = (x, y, 1, x * y % P)
    return None if same(times(8, found), (0, 1, 1, 0)) else found

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def ed25519(public, message, signature):
    """Section 5.1.7, without a cofactor, and strict."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        check_folder(sys.argv[1])
    except (Refused, OSError, UnicodeError) as error:
        sys.exit(f"refused: {error}")
