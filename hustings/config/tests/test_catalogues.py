from hustings.config.gathering import python_messages, template_messages


def test_the_messages_of_python_are_found() -> None:
    source = 'a = _("One door"); b = ngettext("%(n)s door", "%(n)s doors", n); c = pgettext_lazy("map", "Key"); _(x)'

    assert list(python_messages(source)) == [
        {"msgid": "One door"},
        {"msgid": "%(n)s door", "plural": "%(n)s doors"},
        {"context": "map", "msgid": "Key"},
    ]


def test_the_messages_of_a_template_are_found() -> None:
    source = """{% load i18n %}{% translate "Streets" %} it's {% blocktranslate trimmed with name=x count n=doors %}
        {{ n }} door of {{ name }}{% plural %}{{ n }} doors of {{ name }}{% endblocktranslate %}
        {% include "x.html" with title=_("Mrs O'Kafor's page") %}{% translate "Key" context "map" %}"""

    found = list(template_messages(source))

    assert {"msgid": "Streets"} in found
    assert {"msgid": "%(n)s door of %(name)s", "plural": "%(n)s doors of %(name)s"} in found
    assert {"msgid": "Mrs O'Kafor's page"} in found
    assert {"context": "map", "msgid": "Key"} in found
