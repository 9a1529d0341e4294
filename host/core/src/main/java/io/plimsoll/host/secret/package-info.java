/** Secrets of connections, sealed at rest. */
@NullMarked
package io.plimsoll.host.secret;

import org.jspecify.annotations.NullMarked;
