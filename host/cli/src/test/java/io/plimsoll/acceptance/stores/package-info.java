/** Plug-ins of the tests, loaded as bundles. */
@NullMarked
package io.plimsoll.acceptance.stores;

import org.jspecify.annotations.NullMarked;
