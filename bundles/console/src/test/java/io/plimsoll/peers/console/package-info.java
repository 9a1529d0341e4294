/** What stands on the other side of the console in tests, here and of the assembled distribution. */
package io.plimsoll.peers.console;
