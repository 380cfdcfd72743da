package dev.quartet.loadtest.bench;

/**
 * One start of a server.
 *
 * @param round from 1
 * @param firstAnswerMillis from the start of its process to its first right answer
 */
record Start(int round, String subject, double firstAnswerMillis) {}
