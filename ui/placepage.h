// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace spectap {

/// A page that stands where the table would: a title, what is the case, and the ways on.
class PlacePage final : public QWidget
{
    Q_OBJECT

public:
    explicit PlacePage(QWidget *parent = nullptr);
    void setWords(const QString &title, const QString &text, std::optional<Severity> glyph = std::nullopt);
    /// A button after those there are; the primary one is filled.
    QPushButton *addButton(const QString &text, const QString &objectName, bool primary = false);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_glyph;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace spectap
