# The front door: short names for what one does all day. The build itself is meson.build.
MESON ?= meson

all: build/build.ninja
	@ninja -C build
test: all
	@$(MESON) test -C build --print-errorlogs
asan: build-asan/build.ninja
	@ninja -C build-asan
	@$(MESON) test -C build-asan --print-errorlogs --no-suite tidy --timeout-multiplier 5
fmt:
	clang-format -i $$(git ls-files 'src/*.[ch]')
lint: all
	clang-tidy -p build --quiet $$(git ls-files 'src/*.c')

build/build.ninja:
	@$(MESON) setup build
build-asan/build.ninja: # no -Werror: gcc warns falsely under -fsanitize
	@$(MESON) setup build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false
.PHONY: all test asan fmt lint
