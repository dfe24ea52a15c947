"""Where facts come from: records of the registry, what people attested, and what the district lets stand."""
