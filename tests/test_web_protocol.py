"""The SPARQL 1.1 Protocol as its specification has it, case by case, with updates on; and common clients.

The cases follow the behaviour that https://www.w3.org/TR/sparql11-protocol/ asks for, under the names of the W3C's test suite.
"""

from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
import pytest
from serving import TOKEN, explorer

from silian_kg.graph.store import Store

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
BEARER = {"Authorization": f"Bearer {TOKEN}".encode()}
GRAPHS = ["http://example.org/data/1", "http://example.org/data/2", "http://example.org/data/3"]
ONE, TWO, THREE = GRAPHS
TARGET = "http://example.org/protocol-update/"
TYPES = {ONE: "<urn:one>", TWO: "<urn:two>", THREE: "<urn:three>"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """An explorer of an empty store that takes updates and holds three small graphs."""
    store = tmp_path_factory.mktemp("protocol") / "store"
    with Store.open(store) as opened:
        for graph, type_ in TYPES.items():
            opened.oxigraph.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}#x> a {type_} }} }}")
    with explorer(store, update=True, token=TOKEN) as client:
        yield client


def get(client, query, *, accept="application/sparql-results+json", **parameters):
    url = "/sparql?" + urlencode([("query", query), *pairs(parameters)], doseq=True)
    return client.get(url, headers={"Accept": accept})


def form(client, *, headers=None, **parameters):
    return client.post(
        "/sparql", content=urlencode(pairs(parameters)), headers={"Content-Type": FORM, **(headers or {})}
    )


def direct(client, text, type_, *, headers=None, **parameters):
    url = "/sparql?" + urlencode(pairs(parameters))
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(url, content=content, headers={"Content-Type": type_, **(headers or {})})


def pairs(parameters):
    """default_graph_uri=[a, b] → the parameter twice."""
    return [
        (name.replace("_", "-"), value)
        for name, values in parameters.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def says(response) -> bool:
    """The answer of an ASK."""
    assert response.status_code == 200, response.text
    return response.json()["boolean"]


def bindings(response):
    assert response.status_code == 200, response.text
    return [{name: term["value"] for name, term in row.items()} for row in response.json()["results"]["bindings"]]


# ---- queries


def test_query_get(client):
    assert says(get(client, "ASK {}"))


def test_query_post_form(client):
    assert says(form(client, query="ASK {}"))


def test_query_post_direct(client):
    assert says(direct(client, "ASK {}", QUERY))


def test_query_post_direct_says_its_encoding(client):
    assert says(direct(client, "ASK { FILTER('海' = '海') }", f"{QUERY}; charset=UTF-8"))


def test_query_dataset_default_graphs_get(client):
    query = "ASK { <http://example.org/data/1#x> a ?t . <http://example.org/data/2#x> a ?u }"

    assert says(get(client, query, default_graph_uri=[ONE, TWO]))
    assert not says(get(client, query, default_graph_uri=[ONE]))


def test_query_dataset_default_graphs_post(client):
    query = "ASK { <http://example.org/data/1#x> a ?t . <http://example.org/data/2#x> a ?u }"

    assert says(form(client, query=query, default_graph_uri=[ONE, TWO]))
    assert says(direct(client, query, QUERY, default_graph_uri=[ONE, TWO]))


def test_query_dataset_named_graphs_get(client):
    query = "SELECT ?g { GRAPH ?g { ?s a ?t } } ORDER BY ?g"

    assert bindings(get(client, query, named_graph_uri=[ONE, TWO])) == [{"g": ONE}, {"g": TWO}]


def test_query_dataset_named_graphs_post(client):
    assert says(form(client, query="ASK { GRAPH ?g { ?s a <urn:two> } }", named_graph_uri=[ONE, TWO]))
    assert not says(form(client, query="ASK { GRAPH ?g { ?s a <urn:three> } }", named_graph_uri=[ONE, TWO]))


def test_named_graphs_alone_leave_the_default_graph_empty(client):
    assert not says(get(client, "ASK { ?s ?p ?o }", named_graph_uri=[ONE]))


def test_query_dataset_full(client):
    query = "ASK { <http://example.org/data/3#x> a <urn:three> GRAPH ?g { ?s a <urn:one> } }"

    assert says(get(client, query, default_graph_uri=[THREE], named_graph_uri=[ONE, TWO]))


def test_query_multiple_dataset(client):
    """The dataset of the protocol takes the place of that in the query (2.1.4)."""
    query = f"ASK FROM <{THREE}> {{ <{ONE}#x> a ?t . FILTER NOT EXISTS {{ <{THREE}#x> a ?u }} }}"

    assert says(get(client, query, default_graph_uri=[ONE, TWO]))


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "application/sparql-results+json", "application/sparql-results+json"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/csv", "text/csv; charset=utf-8"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE <http://example.org/data/1#x>", "text/turtle", "text/turtle; charset=utf-8"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "application/n-quads", "application/n-quads"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "application/trig", "application/trig"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "application/ld+json", "application/ld+json"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/turtle;q=0.9, text/csv;q=0.2, image/png", "text/csv; charset=utf-8"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "*/*", "application/sparql-results+json"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/html,application/xhtml+xml,application/xml;q=0.9", "application/json"),
    ],
    ids=lambda value: value if "/" in value else None,
)
def test_query_content_types(client, query, accept, type_):
    response = get(client, query, accept=accept)

    assert (response.status_code, response.headers["Content-Type"]) == (200, type_)
    assert response.content


def test_an_answer_that_fits_no_wish_is_406(client):
    assert get(client, "SELECT * { ?s ?p ?o }", accept="image/png").status_code == 406
    assert get(client, "SELECT * { ?s ?p ?o }", accept="application/n-triples").status_code == 406


def test_the_format_of_a_form_comes_before_the_header(client):
    response = get(client, "SELECT ?s { ?s ?p ?o } LIMIT 1", accept="text/html", format="tsv")

    assert response.text.startswith("?s\n")


def test_iris_and_percents_are_decoded_once(client):
    response = get(client, 'SELECT ("100%25 海+洋" AS ?x) {}')

    assert bindings(response) == [{"x": "100%25 海+洋"}]


# ---- bad queries


def test_bad_query_method(client):
    response = client.put("/sparql?query=" + quote("ASK {}"))

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_bad_multiple_queries(client):
    twice = urlencode([("query", "ASK {}"), ("query", "SELECT * {}")])

    assert client.get("/sparql?" + twice).status_code == 400
    assert client.post("/sparql", content=twice, headers={"Content-Type": FORM}).status_code == 400


def test_bad_query_wrong_media_type(client):
    assert direct(client, "ASK {}", "text/plain").status_code == 415


def test_bad_query_missing_form_type(client):
    response = client.post("/sparql", content=urlencode({"query": "ASK {}"}).encode())

    assert response.status_code == 415


def test_bad_query_missing_direct_type(client):
    assert client.post("/sparql", content=b"ASK {}").status_code == 415


def test_bad_query_non_utf8(client):
    assert direct(client, "ASK {}".encode("utf-16"), QUERY).status_code == 400
    assert direct(client, b"ASK {} # \xa0\xff", QUERY).status_code == 400
    assert direct(client, "ASK {}", f"{QUERY}; charset=UTF-16").status_code == 415


def test_bad_query_syntax(client):
    response = get(client, "ASK {")

    assert response.status_code == 400
    assert response.json()["line"] == 1


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p }", "SELECT *\n{ ?s ?p }"])
def test_the_place_of_an_error_is_that_in_the_query_as_sent(client, query):
    """Our prefixes stand before the query, and do not count."""
    with pytest.raises(SyntaxError) as error:
        ox.Store().query(query)

    place = get(client, query).json()

    assert f"error at {place['line']}:{place['column']}" in str(error.value)


def test_an_undeclared_prefix_of_others_is_an_error_and_one_of_ours_is_not(client):
    assert get(client, "ASK { ?s foaf:name ?o }").status_code == 400
    assert get(client, "ASK { ?s skg:benefits field:海洋 }").status_code == 200


# ---- updates


def update(client, text, **parameters):
    return direct(client, text, UPDATE, headers=BEARER, **parameters)


def test_update_post_form(client):
    response = form(
        client,
        headers=BEARER,
        update=f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT DATA {{ GRAPH <{TARGET}> {{ <urn:a> <urn:b> 1 }} }}",
    )

    assert response.status_code in (200, 204)
    assert says(get(client, f"ASK {{ GRAPH <{TARGET}> {{ <urn:a> <urn:b> 1 }} }}"))


def test_update_post_direct(client):
    assert update(
        client, f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT DATA {{ GRAPH <{TARGET}> {{ <urn:a> <urn:b> 2 }} }}"
    ).is_success
    assert says(
        get(
            client,
            f"ASK {{ GRAPH <{TARGET}> {{ <urn:a> <urn:b> 2 }} FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <urn:a> <urn:b> 1 }} }} }}",
        )
    )


COPY = f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:copied> }} }} WHERE {{ ?s a ?t }}"
COPY_NAMED = f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:copied> }} }} WHERE {{ GRAPH ?g {{ ?s a ?t }} }}"
COPIED = f"SELECT ?s {{ GRAPH <{TARGET}> {{ ?s a <urn:copied> }} }} ORDER BY ?s"


def test_update_dataset_default_graph(client):
    assert update(client, COPY, using_graph_uri=[ONE]).is_success
    assert bindings(get(client, COPIED)) == [{"s": f"{ONE}#x"}]


def test_update_dataset_default_graphs(client):
    assert update(client, COPY, using_graph_uri=[ONE, TWO]).is_success
    assert bindings(get(client, COPIED)) == [{"s": f"{ONE}#x"}, {"s": f"{TWO}#x"}]


def test_update_dataset_named_graphs(client):
    assert update(client, COPY_NAMED, using_named_graph_uri=[ONE, THREE]).is_success
    assert bindings(get(client, COPIED)) == [{"s": f"{ONE}#x"}, {"s": f"{THREE}#x"}]


def test_update_dataset_full(client):
    text = f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:copied> }} }} WHERE {{ ?x a <urn:three> GRAPH ?g {{ ?s a ?t }} }}"

    assert form(
        client, headers=BEARER, update=text, using_graph_uri=[THREE], using_named_graph_uri=[ONE, TWO]
    ).is_success
    assert bindings(get(client, COPIED)) == [{"s": f"{ONE}#x"}, {"s": f"{TWO}#x"}]


def test_delete_where_takes_the_dataset_too(client):
    assert update(client, f"INSERT DATA {{ GRAPH <{TARGET}> {{ <urn:a> a <urn:gone> }} }}").is_success
    assert update(
        client, f"DELETE WHERE {{ GRAPH <{TARGET}> {{ ?s a <urn:gone> }} }}", using_named_graph_uri=[TARGET]
    ).is_success
    assert not says(get(client, "ASK { GRAPH ?g { ?s a <urn:gone> } }"))


def test_update_base_uri(client):
    text = f"CLEAR SILENT GRAPH <{TARGET}> ; INSERT DATA {{ GRAPH <{TARGET}> {{ <http://example.org/s> <http://example.org/p> <test> }} }}"

    assert update(client, text).is_success
    (row,) = bindings(
        get(client, f"SELECT ?o {{ GRAPH <{TARGET}> {{ <http://example.org/s> <http://example.org/p> ?o }} }}")
    )
    assert row["o"].startswith("http://127.0.0.1:")
    assert row["o"].endswith("/test")


# ---- bad updates


def test_bad_update_get(client):
    response = client.get("/sparql?" + urlencode({"update": "CLEAR ALL"}), headers=BEARER)

    assert response.status_code in (400, 405)


def test_bad_multiple_updates(client):
    twice = urlencode([("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")])

    assert client.post("/sparql", content=twice, headers={"Content-Type": FORM, **BEARER}).status_code == 400


def test_bad_update_wrong_media_type(client):
    assert direct(client, "CLEAR NAMED", "text/plain", headers=BEARER).status_code == 415


def test_bad_update_missing_form_type(client):
    response = client.post("/sparql", content=urlencode({"update": "CLEAR NAMED"}).encode(), headers=BEARER)

    assert response.status_code == 415


def test_bad_update_non_utf8(client):
    assert update(client, "CLEAR NAMED".encode("utf-16")).status_code == 400


def test_bad_update_syntax(client):
    response = update(client, "CLEAR XYZ")

    assert response.status_code == 400
    assert "not a SPARQL update" in response.text


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:x> }} }} USING <{ONE}> WHERE {{ ?s a ?t }}",
        f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:x> }} }} USING NAMED <{ONE}> WHERE {{ ?s a ?t }}",
        f"WITH <{TARGET}> INSERT {{ ?s a <urn:x> }} WHERE {{ ?s a ?t }}",
    ],
)
def test_bad_update_dataset_conflict(client, text):
    assert update(client, text, using_named_graph_uri=[TWO]).status_code == 400


def test_the_word_using_inside_a_string_is_no_conflict(client):
    text = f'INSERT {{ GRAPH <{TARGET}> {{ ?s a "USING WITH }} LOAD" }} }} WHERE {{ ?s a ?t }}'

    assert update(client, text, using_graph_uri=[ONE]).is_success


def test_an_update_without_the_token_is_refused(client):
    assert direct(client, "CLEAR NAMED", UPDATE).status_code == 401
    assert direct(client, "CLEAR NAMED", UPDATE, headers={"Authorization": "Bearer no"}).status_code == 401


# ---- graphs


def test_a_graph_is_put_read_extended_and_deleted(client):
    path = "/graph-store?" + urlencode({"graph": "http://example.org/put"})
    turtle = {"Content-Type": "text/turtle", **BEARER}

    assert client.put(path, content=b"<x> a <urn:y> .", headers=turtle).status_code == 201
    assert client.put(path, content=b"<x> a <urn:z> .", headers=turtle).status_code in (200, 204)
    assert client.post(path, content=b"<x> a <urn:w> .", headers=turtle).status_code in (200, 204)

    read = client.get(path, headers={"Accept": "application/n-triples", **BEARER})

    assert sorted(line.split()[2] for line in read.text.splitlines()) == ["<urn:w>", "<urn:z>"]
    assert client.head(path, headers=BEARER).status_code == 200
    assert client.delete(path, headers=BEARER).is_success
    assert client.get(path, headers=BEARER).status_code == 404
    assert client.delete(path, headers=BEARER).status_code == 404


def test_a_graph_without_a_name_is_given_one(client):
    response = client.post(
        "/graph-store", content=b"<urn:x> a <urn:new> .", headers={"Content-Type": "text/turtle", **BEARER}
    )

    assert response.status_code == 201
    assert client.get(response.headers["Location"], headers=BEARER).status_code == 200


def test_bad_graphs_are_refused(client):
    turtle = {"Content-Type": "text/turtle", **BEARER}

    assert client.put("/graph-store?graph=urn:x", content=b"<x> a", headers=turtle).status_code == 400
    assert (
        client.put(
            "/graph-store?graph=urn:x", content=b"x", headers={"Content-Type": "image/png", **BEARER}
        ).status_code
        == 415
    )
    assert client.put("/graph-store?graph=relative", content=b"", headers=turtle).status_code == 400
    assert client.put("/graph-store", content=b"", headers=turtle).status_code == 400
    assert (
        client.put("/graph-store?graph=urn:x", content=b"", headers={"Content-Type": "text/turtle"}).status_code == 401
    )


# ---- what the service says of itself


def test_the_service_describes_itself_in_every_form_of_rdf(client):
    turtle = client.get("/sparql", headers={"Accept": "text/turtle"})

    assert turtle.status_code == 200
    for word in ("SPARQL11Query", "SPARQL11Update", "UnionDefaultGraph", "SPARQL_Results_JSON", "sparqlEndpoint"):
        assert word in turtle.text
    for type_ in ("application/n-triples", "application/ld+json", "application/rdf+xml"):
        assert client.get("/sparql", headers={"Accept": type_}).headers["Content-Type"] == type_


def test_a_browser_that_asks_nothing_is_led_to_the_page_of_queries(client):
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})

    assert (response.status_code, response.headers["Location"]) == (303, "/query")


def test_pages_of_other_sites_may_query(client):
    response = client.options(
        "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )

    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert get(client, "ASK {}").headers["Access-Control-Allow-Origin"] == "*"
    assert get(client, "ASK {").headers["Access-Control-Allow-Origin"] == "*"


def test_examples_and_prefixes_are_in_the_data(client):
    examples = bindings(
        get(
            client,
            "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?q ?text { ?q a sh:SPARQLExecutable ; sh:select ?text }",
        )
    )
    prefixes = bindings(
        get(
            client,
            "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?p ?n { [] sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }",
        )
    )

    assert len(examples) >= 20
    assert {"p": "skg", "n": "https://w3id.org/silian-kg/ns#"} in prefixes
    assert get(client, examples[0]["text"]).status_code == 200


def test_void_counts_classes_and_their_properties(client):
    query = """SELECT ?class ?entities ?property { ?d void:classPartition ?c . ?c void:class ?class ; void:entities ?entities ;
      void:propertyPartition ?p . ?p void:property ?property } LIMIT 1"""

    assert bindings(get(client, query))


# ---- clients that others wrote


def test_rdflib_reads_and_writes(client):
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

    endpoint = f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    reading = Graph(SPARQLStore(endpoint))

    assert (URIRef(f"{ONE}#x"), None, URIRef("urn:one")) in reading
    assert [str(row.t) for row in reading.query(f"SELECT ?t {{ <{TWO}#x> a ?t }}")] == ["urn:two"]
    assert len(reading.query(f"CONSTRUCT {{ ?s a ?t }} {{ GRAPH <{ONE}> {{ ?s a ?t }} }}").graph) == 1

    writing = SPARQLUpdateStore(
        endpoint, endpoint, autocommit=True, headers={"Authorization": f"Bearer {TOKEN}".encode()}
    )
    graph = Graph(writing, identifier=URIRef("http://example.org/by-rdflib"))
    graph.add((URIRef("urn:s"), URIRef("urn:p"), URIRef("urn:o")))

    assert says(get(client, "ASK { GRAPH <http://example.org/by-rdflib> { <urn:s> <urn:p> <urn:o> } }"))


@pytest.mark.parametrize("form_of_results", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_reads(client, form_of_results):
    from SPARQLWrapper import SPARQLWrapper

    wrapper = SPARQLWrapper(f"{client.base_url}/sparql".replace("//sparql", "/sparql"))
    wrapper.setReturnFormat(form_of_results)
    for method in ("GET", "POST"):
        wrapper.setMethod(method)
        wrapper.setQuery(f"SELECT ?t {{ <{TWO}#x> a ?t }}")
        found = wrapper.query().convert()
        text = found.toxml() if form_of_results == "xml" else str(found)

        assert "urn:two" in text


def test_a_plain_form_of_a_browser_works(client):
    response = httpx.post(
        f"{client.base_url}/sparql".replace("//sparql", "/sparql"),
        data={"query": f"SELECT ?t {{ <{TWO}#x> a ?t }}"},
        headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
        trust_env=False,
    )

    assert response.headers["Content-Type"] == "application/json"
    assert bindings(response) == [{"t": "urn:two"}]
