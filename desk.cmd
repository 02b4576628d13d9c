@echo off
rem Opens the reviewer's desk of the bank in this folder. Double-click it.
rem The first time, and when the program has changed, it fills an environment of its own in .inbox, from the folder
rem "wheels" where there is one (no network).
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set NO_MKDOCS_2_WARNING=1
set PIP_DISABLE_PIP_VERSION_CHECK=1
set "VENV=.inbox\venv"
rem The program is a package that the bank names, or lies in the bank's own folder and is installed as it lies there.
set "OWN=pyproject.toml"
if not exist generator set "OWN=requirements\generator.txt"

fc /b requirements\inbox.txt "%VENV%\inbox.txt" >nul 2>nul || goto install
fc /b %OWN% "%VENV%\own.txt" >nul 2>nul || goto install
goto open

:install
set "PYTHON=python"
where py >nul 2>nul && set "PYTHON=py -3"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython

if not exist .inbox mkdir .inbox
if not exist .inbox\.gitignore echo *> .inbox\.gitignore
%PYTHON% -m venv --clear "%VENV%" || goto failed
set "FROM="
if exist wheels set "FROM=--no-index --find-links wheels"
"%VENV%\Scripts\python.exe" -m pip install --quiet --require-hashes --only-binary :all: %FROM% -r requirements\inbox.txt || goto failed
set "PROGRAM=--no-index --no-build-isolation --editable ."
if not exist generator set "PROGRAM=%FROM% -r requirements\generator.txt"
"%VENV%\Scripts\python.exe" -m pip install --quiet --no-deps %PROGRAM% || goto failed
copy /y %OWN% "%VENV%\own.txt" >nul || goto failed
copy /y requirements\inbox.txt "%VENV%\inbox.txt" >nul || goto failed

:open
start "" "%VENV%\Scripts\pythonw.exe" -m generator desk
exit /b 0

:nopython
if exist generator\inbox\no_python.html start "" "generator\inbox\no_python.html"
if not exist generator\inbox\no_python.html start "" https://www.python.org/downloads/
exit /b 1

:failed
if exist generator\inbox\not_installed.html start "" "generator\inbox\not_installed.html"
echo The desk could not be set up. Is there a network, or a folder "wheels"? Is the desk still open?
pause
exit /b 1
