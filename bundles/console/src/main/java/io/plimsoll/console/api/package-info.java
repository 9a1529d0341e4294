/** The REST API. It reaches what the front door of the host opens for a request's own credential, and nothing else. */
@NullMarked
package io.plimsoll.console.api;

import org.jspecify.annotations.NullMarked;
