/** How a connection proves who it is to the place where exports lie. */
@Version("0.2.0")
@NullMarked
package io.plimsoll.api.credential;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
