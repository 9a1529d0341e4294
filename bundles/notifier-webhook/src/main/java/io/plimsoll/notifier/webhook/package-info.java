/** Notices by HTTPS: to any address, and in the forms that Teams, Slack, Jira and ServiceNow take. */
@NullMarked
package io.plimsoll.notifier.webhook;

import org.jspecify.annotations.NullMarked;
