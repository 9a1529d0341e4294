/** What the host tells people, and the kinds of channels it is told through. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.notice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
