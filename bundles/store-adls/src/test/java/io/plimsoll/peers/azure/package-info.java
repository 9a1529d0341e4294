/** Azure's services as far as they run on this machine, and what goes wrong between them and their clients. */
@NullMarked
package io.plimsoll.peers.azure;

import org.jspecify.annotations.NullMarked;
