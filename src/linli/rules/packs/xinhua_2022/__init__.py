"""平新住建〔2022〕10号 as data; this module exists so that the files travel with the package."""
