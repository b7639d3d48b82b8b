"""Write the sample college: `python samples/generate.py` (see samples/README.md)."""
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
from generator.build import build_college
from generator.tables import write_tables
t,_=build_college()
write_tables(t, Path(__file__).parent/"college")
