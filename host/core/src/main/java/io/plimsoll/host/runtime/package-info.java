/**
 * The plug-in runtime: loads bundles, finds plug-ins and guards every call into them.
 *
 * <p>Felix lives in this package alone; no OSGi type leaves it.
 */
@NullMarked
package io.plimsoll.host.runtime;

import org.jspecify.annotations.NullMarked;
