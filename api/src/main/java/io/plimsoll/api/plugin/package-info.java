/** How a class becomes a plug-in, and the grants and settings it is given. */
@Version("0.2.0")
@NullMarked
package io.plimsoll.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
