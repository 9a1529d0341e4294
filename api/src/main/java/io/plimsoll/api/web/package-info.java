/** What serves the web: a console and an interface over HTTP on a running host. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.web;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
