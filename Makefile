# The front door: short names for what one does all day. The build itself is meson.build.
MESON ?= meson
SERVE ?= 1
PORT ?= 8080

all: build/build.ninja
	@[ -e build/.web ] || { $(MESON) configure build -Dweb=true && touch build/.web; }
	@ninja -C build
demo: # installs what it needs, builds, runs the main job, serves it until Ctrl-C (SERVE=0: does not)
	@tools/install.sh demo
	@$(MAKE) --no-print-directory all
	@build/jicai demo --dir demo
	@[ "$(SERVE)" = 0 ] || exec build/jicai serve --db demo/jicai.db --simulate --today 2027-10-31 --port $(PORT)
check: # installs what it needs, builds, passes all tests; the last line counts them
	@tools/install.sh check
	@tools/check.sh
test: all # the quick loop: no install
	@$(MESON) test -C build --print-errorlogs
asan: build-asan/build.ninja
	@ninja -C build-asan
	@$(MESON) test -C build-asan --print-errorlogs --no-suite tidy --no-suite journey --timeout-multiplier 6
DB ?=
journey: all # DB=sqlite or DB=postgres: on that database alone
	@tests/db/pg.sh tests/journey/all.sh build/tests/journey/journey_run build/jicai $(DB)
years: all # years of every region and random histories against a second computation; DB=sqlite (default) or postgres, SEED=7
	@tests/db/pg.sh tests/years/years.py long build/jicai build/tests/journey/journey_run $(or $(DB),sqlite) $(SEED)
authz: all
	@tests/authz/authz.sh build/tests/authz/authz build/jicai
replica: all # the server on PostgreSQL with a standby that takes over: no acknowledged write is lost
	@tests/db/replica.sh build/jicai build/tests/db/replica_writer
web-check: all # the pages in a browser: every page, both languages, both sizes; the journeys of each role
	@tools/web_check.sh build/jicai
lighthouse: all # scores of three pages
	@tools/web_check.sh build/jicai lighthouse
bench: all
	@bench/run.sh
wasm: all # the engine for a page: build/jicai-engine.wasm
	@tools/wasm.sh
mutants: all
	@tools/mutants.sh
fmt:
	clang-format -i $$(git ls-files 'src/*.[ch]')
lint: all
	tools/openapi_lint.sh build/jicai
	clang-tidy -p build --quiet $$(git ls-files 'src/*.c')

build/build.ninja:
	@$(MESON) setup build
build-asan/build.ninja: # no -Werror: gcc warns falsely under -fsanitize
	@$(MESON) setup build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false -Dbuildtype=debug
.PHONY: all demo check test asan journey years authz replica web-check lighthouse bench wasm mutants fmt lint
