"""Sentences for findings about rosters, people's data and unit names."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "name_with_digits": _(
        "“%(name)s” holds digits. Write the name as it stands on the identity card."
    ),
    "name_unlikely": _(
        "“%(name)s” hardly looks like a name. Check it; remarks belong in the remarks column."
    ),
    "id_number_missing": _(
        "There is no ID number, so the person is told from others by name, birth month and"
        " unit only. Add it if you have it."
    ),
    "id_number_as_number": _(
        "The ID number is stored as a number, so its last digits are lost. Set the cell to"
        " text and type the number again."
    ),
    "id_number_old_form": _(
        "%(number)s has 15 digits, the form that is no longer valid. Enter the 18 characters"
        " of the present card."
    ),
    "id_number_length": _(
        "The ID number has %(length)s characters instead of 18. Check it against the card."
    ),
    "id_number_characters": _(
        "The ID number %(number)s holds something other than digits and a last X. Check it"
        " against the card."
    ),
    "id_number_birth_impossible": _(
        "Digits 7 to 14 of the ID number, %(digits)s, are no date. Check it against the card."
    ),
    "id_number_check_digit": _(
        "The last character of the ID number should be %(expected)s and is %(found)s: a digit"
        " is wrong. Check it against the card."
    ),
    "id_region_unknown": _(
        "No region is known with the code %(region)s. The ID number is taken as it is; check"
        " it if in doubt."
    ),
    "birth_differs_from_id": _(
        "The birth month is %(written)s here and %(told)s in the ID number. Correct the one"
        " that is wrong."
    ),
    "sex_differs_from_id": _(
        "The sex given, %(written)s, is not the one that the ID number tells. Correct the one"
        " that is wrong."
    ),
    "sex_unknown": _("“%(text)s” is no sex. Write 男 or 女."),
    "sex_not_told": _("Neither a column nor an ID number tells the sex. Add one of them."),
    "year_out_of_range": _(
        "%(year)s is hardly the year that was meant. Give it with four digits, as in 2026.03."
    ),
    "month_out_of_range": _(
        "There is no month %(month)s. Give a month from 1 to 12, as in 2026.03."
    ),
    "day_out_of_range": _("%(month)s has no day %(day)s. Correct the day, or give the month only."),
    "year_of_two_digits": _(
        "“%(text)s” gives the year with two digits. Write all four, as in 1992.03."
    ),
    "month_missing": _("“%(text)s” is a year without a month. Add the month, as in 2026.03."),
    "month_lost_its_zero": _(
        "The cell holds the number %(year)s.1, which may be January or October. Set the cell"
        " to text and write %(year)s.01 or %(year)s.10."
    ),
    "date_not_understood": _(
        "“%(text)s” is no date that can be read. Write it as 2026.03 or 2026-03-01."
    ),
    "term_not_understood": _(
        "“%(text)s” is no term that can be read. Write it as 2026.03--2027.02."
    ),
    "term_ends_before_it_starts": _(
        "The term ends in %(end)s, before it starts in %(start)s. Correct one of them."
    ),
    "term_without_start": _(
        "The term has a length but no first day. Write it as 2026.03--2027.02, or give the"
        " first day of the intake."
    ),
    "term_without_end": _(
        "The term has no end and the post's category gives none. Write it as 2026.03--2027.02."
    ),
    "term_end_worked_out": _("No end is written; by the length of the category it is %(end)s."),
    "term_end_read_as_month_after": _(
        "The month written as the end is the one after the last; the last day is taken as"
        " %(end)s. Write the last month to be clear."
    ),
    "term_length_differs": _(
        "The length written is %(written)s months, but the dates make %(months)s. Correct one"
        " of them."
    ),
    "term_category_mismatch": _(
        "%(post)s is a post for %(expected)s months, but %(start)s to %(end)s is %(months)s"
        " whole months. Correct the term or the post."
    ),
    "term_category_out_of_range": _(
        "%(post)s is a post for %(least)s to %(most)s months, but %(start)s to %(end)s is"
        " %(months)s whole months. Correct the term or the post."
    ),
    "post_title_like": _(
        "No category of the policy has a post “%(post)s”. Nearest: %(near)s. Correct the"
        " title, or have the policy list it."
    ),
    "post_title_unknown": _(
        "No category of the policy has a post “%(post)s”, nor one like it. Correct the"
        " title, or have the policy list it."
    ),
    "post_at_other_kind_of_host": _(
        "“%(post)s” is not a post for a host such as %(unit)s. Check the post and the unit."
    ),
    "host_is_home": _(
        "%(unit)s is both home and host. A secondment goes to another unit; correct one of them."
    ),
    "unit_and_post_parted": _(
        "Unit and post stand in one cell; taken as “%(unit)s” and “%(post)s”. Check this, or"
        " use two columns."
    ),
    "ethnic_group_short_form": _("“%(text)s” is taken as %(name)s. Write full names on forms."),
    "ethnic_group_unknown": _(
        "“%(text)s” is none of the 56 ethnic groups. It is kept as it is; check it."
    ),
    "political_status_short_form": _("“%(text)s” is taken as %(name)s."),
    "political_status_from_joining": _(
        "A day of joining the Party is given and no political status; taken as “%(name)s”."
    ),
    "political_status_unknown": _(
        "“%(text)s” is not in the table of political status. It is kept as it is; check it."
    ),
    "cadre_category_unknown": _(
        "“%(text)s” is no cadre category. Write 优秀年轻干部 or 后备干部; until then it stays"
        " blank."
    ),
    "party_joined_too_young": _(
        "Born in %(birth)s and joined the Party in %(month)s: under %(age)s then. Check both."
    ),
    "work_began_too_young": _(
        "Born in %(birth)s and at work from %(month)s: under %(age)s then. Check both."
    ),
    "phone_unlikely": _("This is hardly a telephone number: a mobile has 11 digits. Check it."),
    "person_twice": _("The same ID number stands in row %(row)s. Remove one of the two rows."),
    "name_twice": _(
        "%(name)s stands in row %(row)s as well, with another ID number. Check that they are"
        " two people."
    ),
    "cell_required": _("The cell is blank. Fill in the column “%(column)s”."),
    "cell_with_error": _("The cell shows the error %(text)s. Replace the formula by its value."),
    "formula_in_cell": _(
        "The cell holds a formula; its last value “%(value)s” is used. Paste values only to"
        " be sure."
    ),
    "formula_without_value": _(
        "The cell holds a formula that was never worked out. Open the file, save it, or paste"
        " values only."
    ),
    "text_too_long": _(
        "The text has %(length)s characters; %(limit)s is the most. Shorten it, or move part"
        " of it to the remarks."
    ),
    "column_missing": _(
        "The roster has no column “%(column)s”. Add it, or head it by its usual name."
    ),
    "column_advisable": _(
        "The roster has no column “%(column)s”. People are told apart by name, birth month"
        " and unit only."
    ),
    "column_unknown": _("The column “%(column)s” is not known and is left out."),
    "column_twice": _("The column “%(column)s” stands twice; the first one is used."),
    "header_not_found": _(
        "No header row was found. One row must name the columns: 姓名, 派出单位, 挂职单位,"
        " 挂任职务, 挂职起止时间."
    ),
    "no_people_listed": _("No people are listed below the header. Fill in at least one row."),
    "row_repeats_header": _("The row repeats the header and is left out."),
    "row_is_footer": _("“%(text)s” is a footer, not a person; the row is left out."),
    "row_is_heading": _("“%(text)s” is a heading, not a person; the row is left out."),
    "total_differs": _(
        "The footer counts %(total)s people, but %(people)s are listed. Check that none is missing."
    ),
    "sheet_hidden": _("The hidden sheet “%(sheet)s” is not read."),
    "sheet_not_read": _(
        "The sheet “%(sheet)s” is a roster too and is not read: one sheet is read at a time."
    ),
    "file_empty": _("The file is empty. Choose the roster as xlsx, xls or csv."),
    "file_too_large": _(
        "The file has %(size)s MB; %(limit)s MB is the most. Remove pictures and spare sheets."
    ),
    "file_unpacks_too_large": _(
        "The file would unpack to %(size)s MB; %(limit)s MB is the most. Save only the roster"
        " in a new file."
    ),
    "file_encrypted": _(
        "The file is protected by a password. Remove the password and save it again."
    ),
    "file_of_wrong_type": _(
        "The file is no spreadsheet (%(type)s). Save the roster as xlsx, xls or csv."
    ),
    "file_damaged": _(
        "The file is damaged or was cut off. Open it, save it anew as xlsx and try again."
    ),
    "file_with_too_many_rows": _(
        "The sheet reaches row %(rows)s; %(limit)s is the most. Delete the empty rows below"
        " the roster."
    ),
    "file_with_too_many_columns": _(
        "The sheet has %(columns)s columns; %(limit)s is the most. Delete those that do not"
        " belong to the roster."
    ),
    "file_with_too_many_sheets": _(
        "The workbook has %(sheets)s sheets; %(limit)s is the most. Save only the roster in a"
        " new file."
    ),
    "unit_merged": _("%(unit)s has been part of %(into)s since %(day)s and is read as that."),
    "unit_unknown": _("%(unit)s is not on record. It will be added: %(kind)s, %(place)s."),
    "unit_unknown_perhaps": _(
        "%(unit)s is not on record. It will be added: %(kind)s, %(place)s. Did you mean %(near)s?"
    ),
    "unit_not_on_record_like": _(
        "%(unit)s is not on record and units are not to be added. Add it first, or allow"
        " adding. Nearest: %(near)s."
    ),
    "unit_not_to_be_created": _(
        "%(unit)s is not on record, nor one like it, and units are not to be added. Add it"
        " first, or allow adding."
    ),
    "secondment_on_record": _("This secondment is on record already; nothing changes."),
    "secondment_overlaps_another": _(
        "The person is on another secondment from %(start)s to %(end)s. Correct the term, or"
        " end the other one first."
    ),
    "person_is_another": _(
        "The ID number is on record under another name. Correct the one that is wrong."
    ),
    "home_differs_from_record": _(
        "On record the personnel relation of this person is with another unit than %(unit)s."
        " Correct the roster, or record the transfer first."
    ),
    "unit_unknown_unsure": _(
        "%(unit)s is not on record and its name does not tell for sure what and where it is."
        " It will be added: %(kind)s, %(place)s. Check this."
    ),
    "city_differs": _(
        "The title names %(titled)s, but the roster is read for %(city)s. If that is right,"
        " name the city; otherwise choose the right file."
    ),
    "secondment_on_record_differs": _(
        "This secondment is on record with the last day %(end)s, which stays. Change a term"
        " by extension or early end."
    ),
    "city_not_told": _(
        "Neither the titles nor the units tell which city this is. Give the city's name."
    ),
    "city_not_yours": _("The roster is of %(city)s, where you do not manage secondments."),
    "file_cannot_be_read": _(
        "The file %(name)s cannot be opened. Check the path and that you may read it."
    ),
    "policy_unknown": _("There is no policy “%(policy)s”. Known: %(known)s."),
    "ratings_header": _("This is not the workbook that was given out, or its head was changed."),
    "ratings_row_edited": _(
        "A locked cell of this row was changed. Take the row from the workbook that was given out."
    ),
    "ratings_row_twice": _("The same person stands in row %(row)s already."),
    "ratings_row_blank": _("%(name)s is not rated; the row is left out."),
    "ratings_formula": _(
        "There is a formula in this cell. Choose the grade or type the text itself."
    ),
    "ratings_off_scale": _("“%(value)s” is no grade. Choose one of: %(allowed)s."),
    "ratings_missing": _("Not rated yet. Choose one of: %(allowed)s."),
    "ratings_no_opinion": _("Write a word of opinion."),
    "ratings_too_long": _("This is longer than %(limit)s characters."),
    "ratings_nothing_new": _("There is nothing new in this file."),
    "ratings_other_sitting": _(
        "The row of %(name)s belongs to another sitting, or the sitting was set anew since."
    ),
    "ratings_concluded": _("The assessment of %(name)s is concluded."),
    "ratings_taken_in_already": _("The rating of %(name)s has been taken in already."),
    "ratings_differ": _(
        "The unit has rated %(name)s already, in other words. Change the part on its page instead."
    ),
}
