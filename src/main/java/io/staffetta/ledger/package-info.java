/** The ledger: a relational store of every message and every attempt, written before the world is changed. */
package io.staffetta.ledger;
