/** Azure Resource Manager as far as exports and lifecycle policies go, for tests. */
@NullMarked
package io.plimsoll.peers.arm;

import org.jspecify.annotations.NullMarked;
