// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/findtarget.h"
#include "ui/inspector/rawdocument.h"

#include <QBitArray>
#include <QPlainTextEdit>
#include <QSet>

namespace spectap {

class RawGutter;
class RawOverview;
struct Theme;

[[nodiscard]] QColor tokenColor(RawToken token, const Theme &theme);

/// The text of one call, read only: numbered lines, JSON colours, waves under what the findings are about,
/// their words behind the line, marks beside the scroll bar, folding. Colours are given to blocks as they
/// come into view, so that a large body opens at once.
class RawView final : public QPlainTextEdit, public FindTarget
{
    Q_OBJECT

public:
    explicit RawView(QWidget *parent = nullptr);

    /// `notes`: words behind the line, by finding.
    void setContent(RawDocument &&content, std::vector<QString> notes);
    [[nodiscard]] const RawDocument &content() const { return m_content; }
    void setWrapped(bool wrapped);

    /// Selects and shows a field of CallDocument::fields; -1: none.
    void setCurrentField(int field);
    [[nodiscard]] int currentField() const { return m_currentField; }
    /// Goes to mark `index` of content().
    void showMark(int index);
    /// The mark that stepping starts from, -1: before the first.
    [[nodiscard]] int currentMark() const;
    /// Indexes of the marks worth stepping through: errors and warnings, or infos when there is nothing
    /// worse.
    [[nodiscard]] const std::vector<int> &problems() const { return m_problems; }

    int setFind(const FindText &find) override;
    [[nodiscard]] int placeFromHere() const override;
    void showPlace(int place) override;

    void toggleFold(int line);
    [[nodiscard]] bool isFolded(int line) const { return m_folded.contains(line); }

signals:
    /// The person put the text cursor into a field.
    void fieldPicked(int field);
    void currentMarkChanged();
    /// Another text is shown.
    void contentChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    friend class RawGutter;
    friend class RawOverview;

    void applyFonts();
    void formatVisible();
    void formatBlock(const QTextBlock &block);
    void followCursor();
    void pickFieldAt(qsizetype position, int line);
    void moveCursorTo(qsizetype position);
    void unfoldAround(int line);
    void applyFolds();
    void paintLineTints(QPainter &painter) const;
    void paintNotes(QPainter &painter) const;
    [[nodiscard]] QString noteOf(int line) const;
    [[nodiscard]] const RawFold *foldAt(int line) const;
    /// The block below `block`, past what is folded away.
    [[nodiscard]] QTextBlock nextShown(const QTextBlock &block) const;
    /// Calls visit(block, box) for the blocks in view.
    template <typename Visit> void eachVisibleBlock(Visit visit) const;
    [[nodiscard]] bool isOneRow(const QTextBlock &block) const;

    RawDocument m_content;
    std::vector<QString> m_notes;
    std::vector<int> m_problems;
    QBitArray m_formatted;
    QSet<int> m_folded;              ///< lines of opening braces
    std::vector<qsizetype> m_places; ///< where the text begins that is looked for
    qsizetype m_placeLength = 0;
    RawGutter *m_gutter;
    RawOverview *m_overview;
    int m_currentField = -1;
    int m_currentMark = -1;
    int m_currentLine = -1;
    bool m_moving = false;
};

} // namespace spectap
