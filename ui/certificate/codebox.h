// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

namespace spectap {

/// A command to read, select and copy: as wide as there is room, as high as its text.
class CodeBox final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeBox(const QString &code, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fitHeight();
};

} // namespace spectap
