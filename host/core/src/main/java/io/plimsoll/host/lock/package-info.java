/** The lock that says which bundles may run. */
@NullMarked
package io.plimsoll.host.lock;

import org.jspecify.annotations.NullMarked;
