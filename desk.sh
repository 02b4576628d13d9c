#!/bin/sh
# Opens the reviewer's desk of the bank in this folder, on Linux and macOS: sh desk.sh
# The first time, and when the program has changed, it fills an environment of its own in .inbox, from the folder "wheels"
# where there is one (no network).
cd "$(dirname "$0")" || exit 1
venv=.inbox/venv
export NO_MKDOCS_2_WARNING=1 PIP_DISABLE_PIP_VERSION_CHECK=1

failed() {
	echo "$1" >&2
	exit 1
}

needed=requirements/inbox.txt
[ -d generator ] || needed="$needed requirements/generator.txt"
if ! cat $needed | cmp -s - $venv/installed; then
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
		failed 'پایتون ۳٫۱۱ یا تازه‌تر روی این رایانه نیست. آن را نصب کنید (در Debian و Ubuntu: apt install python3-venv) و دوباره بنویسید: sh desk.sh'
	echo 'میز آماده می‌شود؛ یکی دو دقیقه صبر کنید.'
	mkdir -p .inbox && echo '*' >.inbox/.gitignore
	python3 -m venv --clear $venv ||
		failed 'پوشهٔ برنامه‌ها ساخته نشد. در Debian و Ubuntu: apt install python3-venv'
	from=
	[ ! -d wheels ] || from='--no-index --find-links wheels'
	{
		$venv/bin/pip install --quiet --require-hashes --only-binary :all: $from -r requirements/inbox.txt &&
			{ [ -d generator ] || $venv/bin/pip install --quiet --no-deps $from -r requirements/generator.txt; }
	} || failed 'میز آماده نشد. اینترنت، یا پوشهٔ «wheels»، هست؟'
	cat $needed >$venv/installed
fi
exec $venv/bin/python -m generator desk "$@"
