/** What a run leaves behind: the table, summary.json and report.html. */
@NullMarked
package dev.quartet.loadtest.report;

import org.jspecify.annotations.NullMarked;
