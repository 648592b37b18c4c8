"""Brings engines that are not part of the product: Debian packages through apt, npm packages into
build/peers."""
import os
import shutil
import subprocess
import sys

from . import corpora

# What each engine's adapter needs from Debian.
DEBIAN = {
    "fts5": ["libsqlite3-0"],
    "lucene": ["liblucene4.10-java", "default-jdk-headless"],
    "groonga": ["groonga", "groonga-token-filter-stem"],
    "omega": ["xapian-omega", "python3-xapian"],
    "postgresql": ["postgresql-15", "python3-psycopg2"],
    "pagefind": ["chromium"],
    "http": ["wrk"],
}
NODE = {"minisearch", "orama", "flexsearch", "lunr", "pagefind", "lancedb", "sqlite-vec"}


def is_installed(package):
    if package == "default-jdk-headless" and shutil.which("javac"):
        return True
    run = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True,
                         text=True)
    return run.stdout == "install ok installed"


def install_debian(engines):
    missing = sorted({package for engine in engines for package in DEBIAN.get(engine, [])
                      if not is_installed(package)})
    if not missing:
        return
    if os.geteuid() != 0:
        corpora.say("not installed, and only root can: apt-get install --no-install-recommends "
                    + " ".join(missing))
        return
    corpora.say("installing " + " ".join(missing))
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        subprocess.run(["apt-get", *command], env=environment, stdout=sys.stderr, check=False)


def install_node(here, engines):
    """Their adapters' own installer: the exact versions of package.json into $CUEPOINT_PEERS."""
    adapter = here / "adapters" / "node_adapter.mjs"
    if not NODE & set(engines) or not adapter.exists():
        return
    if not shutil.which("npm"):
        corpora.say("npm is not there; ./tools/setup --with-browser brings it")
        return
    subprocess.run(["node", adapter, "install"], stdout=sys.stderr, check=False)


def install(here, chosen):
    engines = ({name.removesuffix("-hybrid") for name in chosen.split(",")} if chosen
               else {*DEBIAN, *NODE})
    install_debian({*engines, "http"})
    install_node(here, engines)
