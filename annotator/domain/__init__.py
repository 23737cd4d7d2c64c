"""What the words of GLOSSARY.md mean: frozen values and pure functions, standard library only."""
