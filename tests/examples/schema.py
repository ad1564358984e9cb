"""Validates data against the subset of JSON Schema 2020-12 that
docs/stemma.schema.json uses. A keyword it does not know is an error, so that
nothing in the schema is passed over in silence."""
import re

KINDS = {
    "object": lambda x: isinstance(x, dict),
    "array": lambda x: isinstance(x, list),
    "string": lambda x: isinstance(x, str),
    "integer": lambda x: isinstance(x, int) and not isinstance(x, bool),
    "number": lambda x: isinstance(x, (int, float)) and not isinstance(x, bool),
    "boolean": lambda x: isinstance(x, bool),
    "null": lambda x: x is None,
}
WORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "enum",
         "const", "pattern", "minimum", "maximum", "items", "minItems",
         "properties", "required", "additionalProperties", "anyOf"}


def faults_of(data, schema, root, at="$"):
    """Yields one line for each place where the data are not as the schema."""
    unknown = set(schema) - WORDS
    if unknown:
        yield f"{at}: the schema uses {sorted(unknown)}, not known here"
        return
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from faults_of(data, root["$defs"][name], root, at)
    if "anyOf" in schema:
        tried = [list(faults_of(data, s, root, at)) for s in schema["anyOf"]]
        if all(tried):
            yield from min(tried, key=len)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(KINDS[k](data) for k in kinds):
        yield f"{at}: {str(data)[:60]!r} is no {' or '.join(kinds)}"
        return
    yield from faults_of_value(data, schema, at)
    if isinstance(data, list):
        if len(data) < schema.get("minItems", 0):
            yield f"{at}: {len(data)} items are too few"
        for i, x in enumerate(data):
            yield from faults_of(x, schema.get("items", {}), root,
                                 f"{at}[{i}]")
    if isinstance(data, dict):
        yield from faults_of_object(data, schema, root, at)


def faults_of_value(data, schema, at):
    if "enum" in schema and data not in schema["enum"]:
        yield f"{at}: {data!r} is none of {schema['enum']}"
    if "const" in schema and data != schema["const"]:
        yield f"{at}: {data!r} is not {schema['const']!r}"
    if isinstance(data, str) and "pattern" in schema and \
            not re.search(schema["pattern"], data):
        yield f"{at}: {data!r} does not match {schema['pattern']}"
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        if data < schema.get("minimum", data):
            yield f"{at}: {data} is under {schema['minimum']}"
        if data > schema.get("maximum", data):
            yield f"{at}: {data} is over {schema['maximum']}"


def faults_of_object(data, schema, root, at):
    known = schema.get("properties", {})
    for key in schema.get("required", []):
        if key not in data:
            yield f"{at}: lacks {key}"
    for key, value in data.items():
        if key in known:
            yield from faults_of(value, known[key], root, f"{at}.{key}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{at}: has {key}, which the schema does not name"
    order = [k for k in known if k in data]
    if known and [k for k in data if k in known] != order:
        yield f"{at}: keys are in another order than in the schema"
