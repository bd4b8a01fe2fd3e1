"""A local grader for course exercises; what is graded stands in grader.exercises."""
