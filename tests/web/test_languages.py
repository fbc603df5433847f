"""The language of an answer: asked for in the address, chosen before, preferred by the browser, or the site's."""

import re
from datetime import timedelta

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import sites

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

UKRAINIAN = {"Accept-Language": "uk,en;q=0.5"}
RUSSIAN = {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}
PAGES = {
    "/": ("Коментарі та виправлення для редакцій", "Комментарии и исправления для редакций"),
    "/api/docs": ("API, версія 1", "API, версия 1"),
    "/desk/sign-in": ("Увійти до кабінету редакції", "Войти в кабинет редакции"),
    "/embed/daily/thread?key=bridge": ("Напишіть перший коментар!", "Напишите первый комментарий!"),
    "/embed/daily/correction?key=bridge": ("Запропонувати виправлення", "Предложить исправление"),
    "/embed/nowhere/thread?key=bridge": ("Сайту з такою назвою немає.", "Сайта с таким названием нет."),
    "/report/wrong": ("Тут нічого немає", "Здесь ничего нет"),
    "/nowhere": ("Тут нічого немає.", "Здесь ничего нет."),
}


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_follows_the_browser(client, site, path):
    for headers, language, words in zip((UKRAINIAN, RUSSIAN), ("uk", "ru"), PAGES[path], strict=True):
        answer = client.get(path, headers=headers)
        assert words in answer.text
        assert f'<html lang="{language}"' in answer.text
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_the_address_outweighs_the_browser(client, site, path):
    joint = "&" if "?" in path else "?"
    assert PAGES[path][0] in client.get(f"{path}{joint}lang=uk", headers=RUSSIAN).text


def test_a_language_that_is_not_spoken_is_answered_in_the_site_s(app, site, client):
    with app.app_context(), unit_of_work():
        sites.get("daily").language = "uk"
    portuguese = {"Accept-Language": "pt"}
    assert "Напишіть перший коментар!" in client.get("/embed/daily/thread?key=bridge", headers=portuguese).text
    assert "Comments and corrections" in client.get("/?lang=xx", headers=portuguese).text


def test_a_plain_page_keeps_the_language_asked_for_in_its_links(api, site, client):
    api.posted("A comment.")
    answer = client.get("/embed/daily/thread?key=bridge&lang=ru&sort=newest", headers=UKRAINIAN)
    assert "Комментарии (1)" in answer.text
    assert "lang=ru" in answer.text


def test_errors_of_the_api_speak_to_the_reader_in_their_language(api):
    answer = api.post("", headers=UKRAINIAN)
    assert answer.json["title"] == "Перевірте, будь ласка, введене."
    assert answer.json["errors"][0]["message"] == "Напишіть тут, будь ласка, що-небудь."
    assert answer.headers["Content-Language"] == "uk"
    unknown = api.call("GET", "/sites/nowhere/thread", query={"key": "bridge"}, **RUSSIAN)
    assert (unknown.json["title"], unknown.json["code"]) == ("Сайта с таким названием нет.", "unknown_site")


def test_why_a_comment_waits_is_told_in_the_reader_s_language(api):
    comment = api.post("See https://example.org/", headers=RUSSIAN).json["comment"]
    assert comment["held_because"] == "Комментарии со ссылками перед публикацией читает модератор."


def test_what_is_the_same_for_everyone_names_no_language(api):
    answer = api.call("GET", "/sites/daily/thread", query={"key": "bridge"}, **UKRAINIAN)
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert "Content-Language" not in answer.headers


@pytest.mark.parametrize(
    ("passed", "ukrainian", "russian"),
    [
        (timedelta(seconds=20), "щойно", "только что"),
        (timedelta(minutes=21), "21 хвилину тому", "21 минуту назад"),
        (timedelta(hours=5), "5 годин тому", "5 часов назад"),
        (timedelta(days=3), "3 дні тому", "3 дня назад"),
        (timedelta(days=60), "2 березня 2026 р.", "2 марта 2026 г."),
    ],
)
def test_moments_are_told_in_the_language_of_the_page(api, client, clock, passed, ukrainian, russian):
    api.posted("A comment.")
    clock.moment += passed
    assert ukrainian in client.get("/embed/daily/thread?key=bridge", headers=UKRAINIAN).text.replace("\u202f", " ")
    assert russian in client.get("/embed/daily/thread?key=bridge", headers=RUSSIAN).text.replace("\u202f", " ")


def test_a_report_s_status_is_told_in_the_reader_s_language(api, client):
    token = api.report(remark="Look at the plaque.").json["token"]
    ukrainian = client.get(f"/report/{token}", headers=UKRAINIAN).text
    assert "Ваше повідомлення надійшло" in ukrainian
    assert "Фактична помилка" in ukrainian
    assert "Ваше сообщение получено" in client.get(f"/report/{token}", headers=RUSSIAN).text


def test_a_status_page_opened_in_a_language_stays_in_it(api, client):
    token = api.report(remark="Look at the plaque.").json["token"]
    page = client.get(f"/report/{token}?lang=uk", headers=RUSSIAN).text
    assert f'action="/report/{token}?lang=uk"' in page
    assert f'href="/report/{token}/withdraw?lang=uk"' in page
    form = re.search(r'name="form" value="([^"]+)"', page).group(1)
    answer = client.post(f"/report/{token}?lang=uk", data={"form": form, "remark": "Ще одне."}, headers=RUSSIAN)
    assert "lang=uk" in answer.headers["Location"]
