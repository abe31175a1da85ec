"""Checks a log's folder with tlog-scales: signatures 0x01, 0x04 and 0x06, every leaf against the root, and the proofs.

Usage: check_log.py FOLDER. It ends with 0 only when everything holds.
"""

import sys
from base64 import b64decode
from pathlib import Path

from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash
from tlog_scales.tlog import Checkpoint, ConsistencyProof, InclusionProof


def check(folder: Path) -> None:
    keys = [Vkey.from_string(path.read_text().strip()) for path in sorted((folder / "keys").iterdir())]
    reader = TilesReader(LocalBackend(folder))
    head = reader.get_checkpoint()
    signed(head, keys)
    if reader.calculate_root_hash() != head.root_hash:
        raise ValueError("the tiles lead to another root")
    for index in range(head.size):
        reader.get_inclusion_proof(index, head.size).check(leaf_hash(reader.get_entry(index)), head.root_hash)
    print(f"{head.size} leaves under the root, {len(keys)} keys signed")

    for path in sorted(folder.glob("proof/*.tlog-proof")):
        lines, text = path.read_text().split("\n\n", 1)
        _, index, *hashes = lines.split("\n")
        head = signed(Checkpoint.from_text(text), keys)
        index = int(index.removeprefix("index "))
        proof = InclusionProof(index, head.size, [b64decode(line, validate=True) for line in hashes])
        proof.check(leaf_hash(reader.get_entry(index)), head.root_hash)
        print(path.name, "holds")

    for path in sorted(folder.glob("proof/*.consistency")):
        lines, text = path.read_text().split("\n\n", 1)
        old, *hashes = lines.split("\n")
        old = signed(Checkpoint.from_text((folder / "proof" / f"{old.removeprefix('old ')}.checkpoint").read_text()), keys)
        head = signed(Checkpoint.from_text(text), keys)
        proof = ConsistencyProof(old.size, head.size, [b64decode(line, validate=True) for line in hashes])
        proof.check(old.root_hash, head.root_hash)
        print(path.name, "holds")


def signed(head: Checkpoint, keys: list[Vkey]) -> Checkpoint:
    for key in keys:
        head.verify(key)
    return head


if __name__ == "__main__":
    try:
        check(Path(sys.argv[1]))
    except Exception as error:
        sys.exit(f"refused: {error!r}")
