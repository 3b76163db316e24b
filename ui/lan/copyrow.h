// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace spectap {

/// A value with its name and a button that copies it; the middle of a long value is left out on screen.
class CopyRow final : public QWidget
{
    Q_OBJECT

public:
    CopyRow(const QString &name, const QString &objectName, QWidget *parent = nullptr);
    void setValue(const QString &value);
    [[nodiscard]] const QString &value() const { return m_value; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();
    void recolour();

    QLabel *m_name;
    QLabel *m_shown;
    QToolButton *m_copy;
    QString m_value;
};

} // namespace spectap
