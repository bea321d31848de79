"""What reviewers say of the findings: the key a decision hangs on, and what a study is once they have spoken."""
