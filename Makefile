# The front door: short names for what one does all day. The build itself is meson.build.
MESON ?= meson
SERVE ?= 0

all: build/build.ninja
	@ninja -C build
demo: # installs what it needs, builds, runs the main job, says what to look at
	@tools/install.sh demo
	@$(MAKE) --no-print-directory all
	@build/jicai demo --dir demo
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
authz: all
	@tests/authz/authz.sh build/tests/authz/authz build/jicai
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
.PHONY: all demo check test asan journey authz bench wasm mutants fmt lint
