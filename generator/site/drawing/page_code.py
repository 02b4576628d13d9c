"""The code that templates are compiled to: it shows what jinja2's own would show, in half the time.

jinja2 makes an object of safe text of everything that it escapes, though the next moment joins it to others: here a text is
escaped into a plain str. A call is Python's own, a macro takes its arguments as they come, and what is the same on all pages
(`root`, an `icon` by its name) is worked out when a template is compiled. Autoescape stays what it is.

Shapes: an `Environment` for templates that always escape and are given no function that asks for jinja2's context; its
globals are those that it has when a template is read. Errors: jinja2's own.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from keyword import iskeyword
from typing import Any, TypeGuard

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

# It escapes a str in C, or in Python where there is no C; the public function makes an object of what this returns.
from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined]

from generator.persian.digits import fa

# The filter that most texts of ours go through.
_FA = "fa"
# Globals that no page gives another meaning, and functions whose result depends on their arguments alone.
_CONSTANTS, _PURE = frozenset({"root"}), frozenset({"icon"})


def html(value: Any) -> str:
    """Return what `escape` does, as whatever kind of str is at hand."""
    kind = type(value)
    if kind is str:
        escaped: str = _escaped(value)
        return escaped
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


def fa_html(value: Any) -> str:
    """Return a value as Persian readers see it, escaped."""
    said = fa(value)
    if type(said) is str:
        escaped: str = _escaped(said)
        return escaped
    return escape(said)


class PageMacro(Macro):
    """A macro that takes arguments by their places without asking for names, and whose result is safe."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return what the macro draws."""
        left = self._argument_count - len(args)
        if kwargs or left < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            drawn: str = super().__call__(*args, **kwargs)
            return drawn
        return str.__new__(Markup, self._func(*args, *(missing,) * left))


class PageCode(CodeGenerator):
    """Compile templates that always escape."""

    # The filter of the value that is being written: the function around it does its work.
    _done: nodes.Filter | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write the module of a template; its functions find these names when they are called."""
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import PageMacro as Macro, fa_html, html")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Name) and self._is_global(node, frame, _CONSTANTS):
            return html(self.environment.globals[node.name])
        if isinstance(node, nodes.Call) and not node.kwargs and self._is_global(node.node, frame, _PURE):
            function: Any = self.environment.globals[node.node.name]
            return html(function(*(argument.as_const(frame.eval_ctx) for argument in node.args)))
        return super()._output_child_to_const(node, frame, finalize)

    def _is_global(self, node: nodes.Expr, frame: Frame, names: frozenset[str]) -> TypeGuard[nodes.Name]:
        """Whether a node is one of these names, and the template itself gives it no other meaning."""
        if not isinstance(node, nodes.Name) or node.name not in names:
            return False
        load = frame.symbols.find_load(frame.symbols.ref(node.name))
        return load is not None and load[0] == VAR_LOAD_RESOLVE

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self._done = node if isinstance(node, nodes.Filter) and node.name == _FA else None
        self.write("fa_html(" if self._done else "html(")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Write a filter, or the value alone where what escapes it does the filter's work too."""
        if node is self._done and node.node is not None:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write an attribute, and ask jinja2 for an item only where there is none of that name."""
        owner, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr({owner} := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call as Python has it; one that hands on a caller, or arguments in lists, as jinja2 does."""
        named = any(iskeyword(argument.key) for argument in node.kwargs)
        if forward_caller or named or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class PageEnvironment(Environment):
    """Templates that are compiled by `PageCode`."""

    code_generator_class = PageCode

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: a plain mapping, since each page makes contexts of them."""
        return {**self.globals, **(d or {})}
