"""``{% load page %}``: what a page says of itself to those who link to it."""

from __future__ import annotations

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags

register = template.Library()


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> str:
    """The text of a block of this page, once more: a template may hold a block only once."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return ""
    # What the block yields is escaped already; the tag's own output is escaped once again by its caller.
    text = strip_tags(block.nodelist.render(context))
    return " ".join(text.split())


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, path: str = "") -> str:
    """The whole address of a path, else of this page without what only tracks readers or pages through a list."""
    request = context.get("request")
    if request is None:
        return ""
    return str(request.build_absolute_uri(path or request.path))
