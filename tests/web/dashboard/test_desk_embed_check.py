"""Why is my embed blank? Each cause is named with its remedy."""


def _page(newsroom, **asked):
    answer = newsroom.browser("vera").get("/desk/daily/embed-check", query_string=asked)
    assert answer.status_code == 200
    return answer.text


def test_it_gives_the_snippet_the_policy_and_the_origins(newsroom):
    page = _page(newsroom)
    assert "&lt;comment-thread site=&#34;daily&#34;" in page or '&lt;comment-thread site="daily"' in page
    assert "script-src http://127.0.0.1:5000; connect-src http://127.0.0.1:5000" in page
    assert "http://daily.example" in page and "What the service finds" not in page


def test_a_registered_origin_and_a_known_key_are_good(newsroom):
    newsroom.post("First", key="bridge")
    page = _page(newsroom, key="bridge", page="http://daily.example/some/article?x=1")
    assert "The origin http://daily.example is registered." in page
    assert "The service knows the article “bridge”: 1 comment." in page
    assert 'class="finding problem"' not in page


def test_a_foreign_origin_is_named_with_the_command_that_adds_it(newsroom):
    page = _page(newsroom, key="bridge", page="http://www.daily.example:8080/a")
    assert "The origin http://www.daily.example:8080 is not registered" in page
    command = "commentsvc site set daily --origin http://daily.example --origin http://www.daily.example:8080"
    assert command in page


def test_a_new_key_and_a_malformed_address_are_told(newsroom):
    assert "Nobody has commented on the article “new” yet." in _page(newsroom, key="new")
    assert "This is not the address of a page." in _page(newsroom, page="daily.example")
    assert "browsers refuse such a script" in _page(newsroom, key="new", page="https://daily.example/")


def test_an_address_without_a_key_has_to_be_on_a_registered_host(newsroom):
    assert "The service refuses this key or address." in _page(newsroom, page="https://elsewhere.example/a")
