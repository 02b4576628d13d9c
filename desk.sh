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

# The program is a package that the bank names, or lies in the bank's own folder and is installed as it lies there.
if [ -d generator ]; then own=pyproject.toml; else own=requirements/generator.txt; fi
if ! cat requirements/inbox.txt $own | cmp -s - $venv/installed; then
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
		failed 'پایتون ۳٫۱۱ یا تازه‌تر روی این رایانه نیست. آن را نصب کنید (در Debian و Ubuntu: apt install python3-venv) و دوباره بنویسید: sh desk.sh'
	echo 'میز آماده می‌شود؛ یکی دو دقیقه صبر کنید.'
	mkdir -p .inbox && echo '*' >.inbox/.gitignore
	python3 -m venv --clear $venv ||
		failed 'پوشهٔ برنامه‌ها ساخته نشد. در Debian و Ubuntu: apt install python3-venv'
	from=
	[ ! -d wheels ] || from='--no-index --find-links wheels'
	if [ -d generator ]; then
		program='--no-index --no-build-isolation --editable .'
	else
		program="$from -r requirements/generator.txt"
	fi
	$venv/bin/pip install --quiet --require-hashes --only-binary :all: $from -r requirements/inbox.txt &&
		$venv/bin/pip install --quiet --no-deps $program ||
		failed 'میز آماده نشد. اینترنت، یا پوشهٔ «wheels»، هست؟'
	cat requirements/inbox.txt $own >$venv/installed
fi
exec $venv/bin/python -m generator desk "$@"
